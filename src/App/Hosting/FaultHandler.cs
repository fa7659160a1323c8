using System.Text.Json;
using App.Api;
using App.Core.Operations;
using App.Core.Results;
using Microsoft.AspNetCore.Diagnostics;

namespace App.Hosting;

/// <summary>
/// Answers a request whose handler threw. The page is rendered here and now instead of by a second run through the pipeline: it then works for a POST as
/// for a GET, and when the database that sign-in needs is what has failed.
/// </summary>
internal sealed class FaultHandler : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var error = ErrorOf(exception);
        var status = (exception as BadHttpRequestException)?.StatusCode ?? error.Definition.HttpStatus;
        await AnswerTo(httpContext, error, status).ExecuteAsync(httpContext);
        return true;
    }

    private static IResult AnswerTo(HttpContext context, Error error, int status) =>
        Audience.IsProgram(context.Request)
            ? ApiProblems.From([error], status: status)
            : new StatusPage(status, plain: true, status >= 500 ? ApiProblems.TraceId : null);

    private static Error ErrorOf(Exception exception) => exception switch
    {
        BadHttpRequestException { InnerException: JsonException json } => RequestErrors.NotReadable.Because(Describe(json)),
        BadHttpRequestException bad => RequestErrors.NotReadable.Because(bad.Message),
        _ => RequestErrors.Fault.Because("A fault in the program; the details are in the server's log. Report it with the trace_id if it stays."),
    };

    // The reader's own message names types of this program; place and path are what the caller needs.
    private static string Describe(JsonException json)
    {
        var place = json.LineNumber is { } line ? $" at line {line + 1}, byte {json.BytePositionInLine + 1}" : string.Empty;
        var path = json.Path is null or "$" ? string.Empty : $" ({json.Path})";
        return $"The body is not the JSON that is expected here: reading stopped{place}{path}. Check quotes, commas, braces and the types of the values.";
    }
}
