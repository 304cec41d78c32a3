// Loaded by what a launcher starts with a channel. A launcher that was killed could pass no signal on: that the channel
// closes tells of its end, however it ended.
if (process.channel !== undefined) {
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  process.channel.unref();
}
