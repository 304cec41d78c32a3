#!/bin/sh
# Makes the certificates of these tests anew; needs openssl. Run it in this folder: sh make.sh
set -eu
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT
: >"$work/index"
cat >"$work/conf" <<CONF
[ca]
default_ca = all
[all]
new_certs_dir = $work
database = $work/index
unique_subject = no
rand_serial = yes
default_md = sha256
policy = any
[any]
organizationName = optional
commonName = supplied
[authority]
basicConstraints = critical,CA:true
[server]
subjectAltName = DNS:localhost,IP:127.0.0.1
[other-name]
subjectAltName = DNS:cluster.example.com
[client]
extendedKeyUsage = clientAuth
CONF

key() { openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj "$2" -keyout "$1.key" -out "$work/$1.csr" 2>"$work/log"; }
sign() { openssl ca -batch -notext -config "$work/conf" -startdate 20200101000000Z "$@" 2>"$work/log"; }
authority() {
  key "$1" "$2"
  sign -selfsign -keyfile "$1.key" -in "$work/$1.csr" -extensions authority -enddate 21200101000000Z -out "$1.pem"
}
leaf() {
  key "$1" "$2"
  sign -cert ca.pem -keyfile ca.key -in "$work/$1.csr" -extensions "$3" -enddate "$4" -out "$1.pem"
}

authority ca '/CN=test authority'
authority other-ca '/CN=another authority'
authority root '/CN=root authority'
key intermediate '/CN=intermediate authority'
sign -cert root.pem -keyfile root.key -in "$work/intermediate.csr" -extensions authority -enddate 21200101000000Z -out intermediate.pem
key chained /CN=chained
sign -cert intermediate.pem -keyfile intermediate.key -in "$work/chained.csr" -extensions server -enddate 21200101000000Z -out chained.pem
leaf server /CN=server server 21200101000000Z
leaf expired /CN=expired server 20200201000000Z
leaf other-name /CN=other-name other-name 21200101000000Z
leaf client /O=developers/CN=jane client 21200101000000Z
leaf expired-client /CN=old-jane client 20200201000000Z
rm ca.key other-ca.key other-ca.pem root.key root.pem intermediate.key
