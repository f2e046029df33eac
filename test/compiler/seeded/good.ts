/** A good document: each fault below is one edit of it. */
export const good = `<policies>
  <inbound>
    <base />
    <include-fragment fragment-id="team" />
    <get-authorization-context provider-id="github" authorization-id="org" context-variable-name="auth" ignore-error="true" />
    <set-variable name="agent" value="@(context.Request.Headers.GetValueOrDefault("User-Agent", "none").ToLower())" />
    <choose>
      <when condition="@(context.Variables.GetValueOrDefault<Authorization>("auth") != null)">
        <set-header name="Authorization" exists-action="override">
          <value>@("Bearer " + ((Authorization)context.Variables["auth"])?.AccessToken)</value>
        </set-header>
      </when>
      <otherwise>
        <return-response>
          <set-status code="503" reason="No token" />
          <set-body>@{
            var text = "no token for {{org}}";
            if (text.Length > 100) { text = text.Substring(0, 100); }
            return text;
          }</set-body>
        </return-response>
      </otherwise>
    </choose>
    <set-query-parameter name="org"><value>{{org}}</value></set-query-parameter>
    <set-header name="X-Key"><value>{{key}}</value></set-header>
  </inbound>
  <backend>
    <forward-request timeout="10" />
  </backend>
  <outbound>
    <base />
  </outbound>
  <on-error>
    <base />
  </on-error>
</policies>
`;
