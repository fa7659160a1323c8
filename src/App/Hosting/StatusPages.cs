namespace App.Hosting;

/// <summary>Gives a body to answers that failed without one: problem details to programs, a page to readers.</summary>
/// <remarks>
/// The framework's own status pages run the pipeline again under another address with the same method, and keep pages from answering 404 in their own
/// words; this does neither.
/// </remarks>
internal static class StatusPages
{
    public static void UseStatusPages(this IApplicationBuilder app) =>
        app.Use(async (context, next) =>
        {
            await next(context);
            if (IsBare(context.Response) && AnswerTo(context) is { } answer)
            {
                await answer.ExecuteAsync(context);
            }
        });

    private static bool IsBare(HttpResponse response) =>
        response is { HasStarted: false, StatusCode: >= 400, ContentLength: null, ContentType: null };

    private static IResult? AnswerTo(HttpContext context)
    {
        var status = context.Response.StatusCode;
        return Audience.IsProgram(context.Request) ? TypedResults.Problem(statusCode: status)
            : Audience.IsReader(context.Request) ? new StatusPage(status)
            : null;
    }
}
