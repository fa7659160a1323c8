using System.Globalization;
using App.Core.Idempotency;
using App.Core.Operations;
using App.Features.Accounts;
using App.Hosting;
using Microsoft.AspNetCore.Http.Features;

namespace App.Api;

/// <summary>Does a call that has an idempotency key once, however often it is sent, and answers each time with the same.</summary>
/// <remarks>
/// A reply is stored in the transaction of the effect (<see cref="IdempotentCall"/>), or afterwards when nothing was written; what is refused before anything is done, such as a faulty body, is not kept. A call whose
/// worker was not heard of for <see cref="Lease"/> is done by the next that asks.
/// </remarks>
internal sealed class IdempotencyPipeline(
    RequestDelegate next, IIdempotencyStore store, IIdGenerator ids, TimeProvider time, ILogger<IdempotencyPipeline> logger)
{
    /// <summary>How long a worker is believed to be there; it says so three times as often.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(15);

    /// <summary>The header that tells a reply that is not the first.</summary>
    public const string ReplayedHeader = "Idempotency-Replayed";

    public async Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<IdempotentMark>() is not { } mark || context.User.Identity is not { IsAuthenticated: true }
            || !context.Request.Headers.TryGetValue(IdempotencyKey.Header, out var values))
        {
            await next(context);
            return;
        }

        var value = IdempotencyKey.Read([.. values]);
        if (!value.IsSuccess)
        {
            await ApiProblems.From(value.Errors).ExecuteAsync(context);
            return;
        }

        // A body that cannot be read is the endpoint's to refuse, which does nothing.
        if (await RequestFingerprint.OfAsync(context.Request, mark.MostBytes, context.RequestAborted) is not { } fingerprint)
        {
            await next(context);
            return;
        }

        var route = $"{context.Request.Method} {context.Request.Path.Value?.TrimEnd('/').ToLowerInvariant()}";
        var call = new IdempotentCall(new IdempotencyKey(context.User.UserId, route.Length <= IdempotencyKey.LongestRoute ? route : route[..IdempotencyKey.LongestRoute], value.Value!), ids.Next());
        var standing = await store.BeginAsync(call, fingerprint, time.GetUtcNow(), Lease, context.RequestAborted);
        switch (standing.State)
        {
            case IdempotencyState.Done:
                await RepeatAsync(context, standing.Reply!);
                break;
            case IdempotencyState.UnderWay:
                await RefuseAsync(context);
                break;
            case IdempotencyState.SomethingElse:
                await ApiProblems.From([IdempotencyErrors.Reused.Because("This key was sent here before with another body or query. Use another key for another call.", IdempotencyKey.Header)]).ExecuteAsync(context);
                break;
            default:
                call.StartedAt = standing.StartedAt;
                await DoAsync(context, call);
                break;
        }
    }

    private async Task DoAsync(HttpContext context, IdempotentCall call)
    {
        // From here on it is done to its end, whether or not the caller still waits: whoever repeats it gets what came of it.
        IdempotentReply? stored;
        await using (new Heartbeat(Lease / 3, token => store.RenewAsync(call, time.GetUtcNow() + Lease, token), time))
        {
            var reply = await WorkAsync(context, call);
            stored = IsRefusal(reply.Status) ? await ForgetAsync(call, reply) : await store.KeepAsync(call, reply, CancellationToken.None);
        }

        await (stored is null ? RefuseAsync(context) : new Idempotency.StoredReply(stored).ExecuteAsync(context));
    }

    private async Task<IdempotentReply> ForgetAsync(IdempotentCall call, IdempotentReply reply)
    {
        await store.ForgetAsync(call, CancellationToken.None);
        return reply;
    }

    // What the endpoint answers, held back until it is stored.
    private async Task<IdempotentReply> WorkAsync(HttpContext context, IdempotentCall call)
    {
        var body = context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        var aborted = context.RequestAborted;
        using var buffer = new MemoryStream();
        var held = new StreamResponseBodyFeature(buffer);
        context.Features.Set<IHttpResponseBodyFeature>(held);
        context.RequestAborted = CancellationToken.None;
        try
        {
            using var scope = IdempotentCall.Begin(call);
            try
            {
                await next(context);
            }
#pragma warning disable CA1031 // Whatever it was: its answer is stored like any other, and it is logged.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                await AnswerFaultAsync(context, exception, buffer);
            }

            await held.CompleteAsync();
        }
        finally
        {
            context.Features.Set(body);
            context.RequestAborted = aborted;
        }

        var response = context.Response;
        var reply = new IdempotentReply(response.StatusCode, response.ContentType, response.Headers.Location.ToString() is { Length: > 0 } location ? location : null, buffer.ToArray());
        response.Headers.ContentLength = null;
        return reply;
    }

    private async Task AnswerFaultAsync(HttpContext context, Exception exception, MemoryStream buffer)
    {
        // What a caller did wrong is told to the caller, as without a key.
        if (exception is not BadHttpRequestException)
        {
            logger.LogError(exception, "A call with an idempotency key failed");
        }

        buffer.SetLength(0);
        context.Response.Headers.ContentLength = null;
        if (exception is CallTakenOverException)
        {
            await RefuseAsync(context);
            return;
        }

        await new FaultHandler().TryHandleAsync(context, exception, CancellationToken.None);
    }

    // Nothing was done: it can be mended, or sent again later, with the same key.
    private static bool IsRefusal(int status) => status is 400 or 401 or 403 or 411 or 413 or 415 or 422 or 429;

    private static Task RefuseAsync(HttpContext context)
    {
        context.Response.Headers.RetryAfter = 1.ToString(CultureInfo.InvariantCulture);
        return ApiProblems.From([IdempotencyErrors.InUse.Because("The first call with this key is still being worked on. Send this one again in a second.", IdempotencyKey.Header)]).ExecuteAsync(context);
    }

    private static Task RepeatAsync(HttpContext context, IdempotentReply reply)
    {
        context.Response.Headers[ReplayedHeader] = "true";
        return new Idempotency.StoredReply(reply).ExecuteAsync(context);
    }
}
