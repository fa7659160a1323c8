using App.Layout;
using Microsoft.AspNetCore.Http.HttpResults;

namespace App.Hosting;

/// <summary>A page about a status, as an answer of its own.</summary>
/// <remarks>
/// Rendered in a scope of its own: the request's may hold the half-made state of the page that failed, its navigation among it, which can be set up only once.
/// </remarks>
internal sealed class StatusPage(int status, bool plain = false, string? traceId = null, string? wait = null) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var services = httpContext.RequestServices;
        await using var scope = services.CreateAsyncScope();
        httpContext.RequestServices = scope.ServiceProvider;
        try
        {
            httpContext.Response.Headers.Remove("blazor-enhanced-nav");
            await new RazorComponentResult<StatusDocument>(new { Status = status, Plain = plain, TraceId = traceId, Wait = wait }) { StatusCode = status }
                .ExecuteAsync(httpContext);
        }
        finally
        {
            httpContext.RequestServices = services;
        }
    }
}
