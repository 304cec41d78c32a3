/** An image as it is written, without tag and digest: `registry:5000/team/app` of `registry:5000/team/app:1.4@sha256:…`. */
export function imageName(image: string): string {
  return image.replace(/@.*$/, '').replace(/:[^:/]*$/, '');
}
