namespace App.Layout;

internal static class NotFoundAnswer
{
    /// <summary>
    /// Answers 404 with the words of the page being rendered. The status is set as the answer starts: a renderer that sees a 404 earlier writes nothing and
    /// leaves the answer to a status page.
    /// </summary>
    public static void AnswerNotFound(this HttpResponse response)
    {
        if (!response.HasStarted)
        {
            response.OnStarting(() =>
            {
                response.StatusCode = StatusCodes.Status404NotFound;
                return Task.CompletedTask;
            });
        }
    }
}
