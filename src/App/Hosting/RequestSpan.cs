using System.Diagnostics;

namespace App.Hosting;

/// <summary>Says on a request's trace what it was for: the framework's own span has neither method nor route nor status.</summary>
/// <remarks>The route is the pattern that matched, so that ids of portfolios and runs are not in it.</remarks>
internal static class RequestSpan
{
    public static void Describe(Activity? span, HttpContext context)
    {
        if (span is not { IsAllDataRequested: true })
        {
            return;
        }

        var route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText;
        span.DisplayName = route is null ? context.Request.Method : $"{context.Request.Method} {route}";
        span.SetTag("http.request.method", context.Request.Method).SetTag("http.route", route).SetTag("http.response.status_code", context.Response.StatusCode);
        if (context.Response.StatusCode >= StatusCodes.Status500InternalServerError)
        {
            span.SetStatus(ActivityStatusCode.Error);
        }
    }
}
