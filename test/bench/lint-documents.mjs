// Documents as people write them, for where no published ones are at hand: each is put together from pieces by its number, so that every run has
// the same.

const inbound = [
  (n) => `<set-header name="X-Request-${n}" exists-action="override"><value>@(context.RequestId.ToString() + "-${n}")</value></set-header>`,
  (n) => `<set-variable name="user${n}" value="@(context.Request.Headers.GetValueOrDefault("X-User", "nobody").ToLowerInvariant())" />`,
  (n) => `<choose>
      <when condition="@(context.Request.Method == "POST" && context.Request.Url.Path.StartsWith("/v${n}/"))">
        <set-query-parameter name="version" exists-action="override"><value>${n}</value></set-query-parameter>
      </when>
      <when condition="@(((string)context.Variables.GetValueOrDefault("user${n}", "")).Length > ${n})">
        <return-response>
          <set-status code="403" reason="Forbidden" />
          <set-body>@{
            var body = new JObject();
            body["error"] = "too long";
            foreach (var header in context.Request.Headers.Where(h => h.Key.StartsWith("X-")).OrderBy(h => h.Key)) {
              body[header.Key] = string.Join(",", header.Value);
            }
            return body.ToString();
          }</set-body>
        </return-response>
      </when>
      <otherwise>
        <set-method>GET</set-method>
      </otherwise>
    </choose>`,
  (n) => `<set-body>@{
      var body = context.Request.Body.As<JObject>(preserveContent: true);
      var items = body["items"] as JArray ?? new JArray();
      var total = 0m;
      for (int i = 0; i < items.Count; i++) {
        total += (decimal)items[i]["price"] * ${n};
      }
      body["total"] = Math.Round(total, 2);
      body["at"] = DateTime.UtcNow.AddMinutes(${n}).ToString("yyyy-MM-ddTHH:mm:ssZ");
      return body.ToString(Newtonsoft.Json.Formatting.None);
    }</set-body>`,
  (n) => `<rate-limit-by-key calls="${n}" renewal-period="60" counter-key="@(context.Request.IpAddress)" />`,
  () => '<set-backend-service base-url="https://backend.example.com" />',
  (n) =>
    `<set-header name="Authorization"><value>@("Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("user${n}:" + "{{key-${n}}}")))</value></set-header>`,
  (n) =>
    `<set-header name="X-Kind-${n}"><value>@(Regex.Match(context.Request.Url.Path, "^/(\\\\w+)/${n}").Groups[1].Value)</value></set-header>`,
];

/** Every document has a few pieces, every thirtieth a mistake. */
export function makeDocuments(count) {
  return Array.from({ length: count }, (_, n) => {
    const pieces = Array.from({ length: 3 + (n % 6) }, (_piece, i) => inbound[(n * 3 + i) % inbound.length]((n % 17) + i + 1));
    const wrong = n % 30 === 7 ? '\n    <set-header name="X-Wrong"><value>@(context.Request.Methd)</value></set-header>' : '';
    return {
      name: `team-${n % 12}/document-${n}.xml`,
      text: `<policies>
  <inbound>
    <base />
    ${pieces.join('\n    ')}${wrong}
  </inbound>
  <backend><base /></backend>
  <outbound><base /></outbound>
  <on-error><base /></on-error>
</policies>
`,
    };
  });
}
