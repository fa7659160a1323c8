using System.Diagnostics;

namespace App.Hosting;

/// <summary>The name under which a request is found in the logs of everything it went through: the caller's <c>X-Correlation-ID</c>, or the id of the request's trace.</summary>
/// <remarks>It stands on every line that is logged for the request, and on the answer. One that is not of 1 to 64 letters, digits, dots, dashes and underscores is not taken: it would be written into logs.</remarks>
internal static class CorrelationId
{
    private const string Header = "X-Correlation-ID";

    // In a log's scope, on a trace and among the request's items.
    private const string Key = "correlation_id";

    private const int MaxLength = 64;

    public static void UseCorrelationIds(this WebApplication app)
    {
        var log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(CorrelationId));
        app.Use(async (context, next) =>
        {
            var id = Chosen(context.Request.Headers[Header]);
            context.Items[Key] = id;
            Activity.Current?.SetTag(Key, id);
            context.Response.OnStarting(() =>
            {
                context.Response.Headers[Header] = id;
                return Task.CompletedTask;
            });
            using (log.BeginScope(new Dictionary<string, object>(1) { [Key] = id }))
            {
                await next(context);
            }
        });
    }

    /// <summary>That of a request; null before it has one.</summary>
    public static string? Of(HttpContext context) => context.Items[Key] as string;

    private static string Chosen(string? sent) => IsTaken(sent) ? sent! : Activity.Current?.TraceId.ToString() ?? ActivityTraceId.CreateRandom().ToString();

    private static bool IsTaken(string? sent) =>
        sent is { Length: > 0 and <= MaxLength } && sent.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' or '_');
}
