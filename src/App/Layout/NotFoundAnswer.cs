namespace App.Layout;

internal static class NotFoundAnswer
{
    /// <summary>Answers 404 with the words of the page being rendered. The renderer writes nothing for a 404 whose content has no type.</summary>
    public static void AnswerNotFound(this HttpResponse response)
    {
        if (!response.HasStarted)
        {
            response.StatusCode = StatusCodes.Status404NotFound;
            response.ContentType = "text/html; charset=utf-8";
        }
    }
}
