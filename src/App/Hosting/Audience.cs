namespace App.Hosting;

/// <summary>Whom a request comes from, as far as the shape of a failure goes: programs get problem details, readers a page.</summary>
internal static class Audience
{
    private static readonly PathString[] Programs = ["/api", "/hubs", "/openapi", "/health"];

    public static bool IsProgram(HttpRequest request) =>
        Programs.Any(prefix => request.Path.StartsWithSegments(prefix, StringComparison.OrdinalIgnoreCase));

    /// <summary>True when a page can be shown: the browser asks for one, and not for an image or a script that is missing.</summary>
    public static bool IsReader(HttpRequest request) =>
        !IsProgram(request) && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
}
