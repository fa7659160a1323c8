using App.Core.Operations;
using App.Core.Results;
using App.Features.Accounts;
using App.Hosting;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.StaticAssets;

namespace App.Features.Limits;

/// <summary>The limits' part of every request.</summary>
internal static class LimitPipeline
{
    /// <summary>Takes the word of known proxies for where a request comes from; to stand before all that asks for it.</summary>
    public static void UseKnownProxies(this WebApplication app)
    {
        var proxies = app.Services.GetRequiredService<KnownProxies>();
        if (proxies.Networks.Count > 0)
        {
            app.UseForwardedHeaders(proxies.ToOptions());
        }
    }

    /// <summary>Counts the requests of users and the files among them, and refuses those that are too many; to stand after who it is is known, and before anything is done.</summary>
    public static void UseLimits(this WebApplication app)
    {
        if (!app.Services.GetRequiredService<RateLimitOptions>().Enabled)
        {
            return;
        }

        var (counts, uploads) = (app.Services.GetRequiredService<RequestCounts>(), app.Services.GetRequiredService<UploadGate>());
        app.Use(async (context, next) =>
        {
            if (await RefusalAsync(context, counts, uploads) is { } error)
            {
                await new TooManyRequests(error).ExecuteAsync(context);
            }
            else
            {
                await next(context);
            }
        });
    }

    private static async ValueTask<Error?> RefusalAsync(HttpContext context, RequestCounts counts, UploadGate uploads)
    {
        var (user, endpoint) = (context.User, context.GetEndpoint());
        if (user.Identity is not { IsAuthenticated: true } || user.IsUnlimited || IsFixed(endpoint))
        {
            return null;
        }

        if (await counts.TakeAsync(RateSubject.Of(user.UserId), context.RequestAborted) is var (limit, wait))
        {
            var window = limit.Window < TimeSpan.FromHours(1) ? "a minute" : "an hour";
            return RateErrors.Reached(limit, wait, $"{limit.Most} requests {window} are allowed");
        }

        return TakesFile(endpoint) ? await uploads.TakeAsync(user, context.RequestAborted) : null;
    }

    // Style sheets and scripts are the same for all and come from memory; a page has a score of them.
    private static bool IsFixed(Endpoint? endpoint) => endpoint?.Metadata.GetMetadata<StaticAssetDescriptor>() is not null;

    // By what the endpoint says it takes: one that is added is counted without being named here.
    private static bool TakesFile(Endpoint? endpoint) =>
        endpoint?.Metadata.GetMetadata<IAcceptsMetadata>()?.ContentTypes.Contains("multipart/form-data", StringComparer.OrdinalIgnoreCase) is true;
}
