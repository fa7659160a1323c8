namespace App.Hosting;

/// <summary>Headers that tell a browser what this application never does, on every answer, whatever became of the request.</summary>
/// <remarks>
/// Nothing comes from another host and no script stands in a page, so the policy of content allows neither. Drawings set sizes and places by <c>style</c> attributes,
/// which are allowed; style sheets in a page are not. An answer that does not say how long it may be kept is not kept: it is somebody's money.
/// </remarks>
internal static class SecurityHeaders
{
    // Sources of content: https://www.w3.org/TR/CSP3/. A WebSocket to this address is 'self'; what is saved as a file is a blob that nothing but the link loads.
    private const string ContentPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; "
        + "base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    private static readonly (string Name, string Value)[] Fixed =
    [
        ("Content-Security-Policy", ContentPolicy),
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
        ("Referrer-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ];

    /// <summary>Sets them when an answer starts: what handles a fault clears what was set before.</summary>
    public static void UseSecurityHeaders(this IApplicationBuilder app) =>
        app.Use((context, next) =>
        {
            context.Response.OnStarting(Set, context.Response);
            return next(context);
        });

    private static Task Set(object state)
    {
        var headers = ((HttpResponse)state).Headers;
        foreach (var (name, value) in Fixed)
        {
            headers[name] = value;
        }

        if (headers.CacheControl.Count == 0)
        {
            headers.CacheControl = "no-store";
        }

        return Task.CompletedTask;
    }
}
