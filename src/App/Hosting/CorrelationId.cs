using System.Diagnostics;
using App.Core.Operations;

namespace App.Hosting;

/// <summary>The name under which a request is found in the logs of everything it went through: the caller's <c>X-Correlation-ID</c>, or the id of the request's trace.</summary>
/// <remarks>It stands on every line that is logged for the request, and on the answer. One that is not of 1 to 64 letters, digits, dots, dashes and underscores is not taken: it would be written into logs.</remarks>
internal static class CorrelationId
{
    private const string Header = "X-Correlation-ID";

    // In a log's scope and on a trace.
    private const string Key = Telemetry.CorrelationTag;

    private static readonly AsyncLocal<string?> Ambient = new();

    /// <summary>That of the request this is done for, pages' events among them; null where the application acts by itself.</summary>
    public static string? Current => Ambient.Value;

    private const int MaxLength = 64;

    public static void UseCorrelationIds(this WebApplication app)
    {
        var log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(CorrelationId));
        app.Use(async (context, next) =>
        {
            var id = Of(context.Request.Headers[Header]);
            Ambient.Value = id;
            Activity.Current?.SetTag(Key, id);
            context.Response.OnStarting(() =>
            {
                context.Response.Headers[Header] = id;
                return Task.CompletedTask;
            });
            using (log.BeginScope(new Dictionary<string, object>(1) { [Key] = id }))
            {
                await next(context);
                RequestSpan.Describe(Activity.Current, context);
            }
        });
    }

    private static string Of(string? sent) => IsTaken(sent) ? sent! : Activity.Current?.TraceId.ToString() ?? ActivityTraceId.CreateRandom().ToString();

    private static bool IsTaken(string? sent) =>
        sent is { Length: > 0 and <= MaxLength } && sent.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' or '_');
}
