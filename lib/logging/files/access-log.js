// Makes of a line of nginx what Logstash makes of it in access-log.conf, but for the browser and countries.
// eslint-disable-next-line @typescript-eslint/no-unused-vars
function process(event) {
  var id = event.Get('request_id');
  var time = new Date(Number(event.Get('time')) * 1000);
  var agent = event.Get('user_agent');
  var forwarded = String(event.Get('forwarded_for') || '')
    .split(',')[0]
    .trim();

  // A line that comes again finds itself there already.
  if (id) event.Put('@metadata._id', id);
  event.Put('@metadata.op_type', 'create');
  if (!isNaN(time.getTime())) {
    event.Put('@timestamp', time);
    event.Put('hour', time.getUTCHours());
  }
  ['status', 'bytes', 'duration'].forEach(function (field) {
    var value = event.Get(field);
    if (value !== null && value !== '' && !isNaN(Number(value))) event.Put(field, Number(value));
  });
  if (agent) event.Put('user_agent', { original: agent });
  event.Put('source', { ip: /^[0-9A-Fa-f:.]+$/.test(forwarded) ? forwarded : event.Get('client') });
  event.Put('data_stream', { type: 'logs', dataset: '{{dataset}}', namespace: '{{namespace}}' });
  ['time', 'agent', 'ecs', 'host', 'input', 'log'].forEach(function (field) {
    event.Delete(field);
  });
}
