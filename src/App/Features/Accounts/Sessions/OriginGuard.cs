using App.Api;
using App.Core.Accounts;

namespace App.Features.Accounts.Sessions;

/// <summary>Refuses what a page of another site asks for in the name of a reader: by the API with the browser's cookie, and by open connections.</summary>
/// <remarks>
/// A browser says where a request comes from by <c>Sec-Fetch-Site</c>, which no script can set, or, over plain http and where it is older, by <c>Origin</c>. What changes something with a cookie
/// has to bring one of them; a connection of a hub or of a page may not bring a wrong one. A request with an access token is a program's, which no other site can make. Forms are
/// not here: they have a token of their own.
/// </remarks>
internal static class OriginGuard
{
    private const string FetchSite = "Sec-Fetch-Site";

    private static readonly PathString[] Connections = ["/_blazor", "/hubs"];

    public static void UseOriginGuard(this IApplicationBuilder app) =>
        app.Use((context, next) => IsRefused(context) ? Refusal().ExecuteAsync(context) : next(context));

    internal static bool IsRefused(HttpContext context)
    {
        var request = context.Request;
        var isConnection = Connections.Any(path => request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase));
        if (AccountServices.HasToken(request) || (!isConnection && !request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)))
        {
            return false;
        }

        var changes = !(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method) || HttpMethods.IsTrace(request.Method));
        var needsProof = context.User.Identity is { IsAuthenticated: true } && (changes || IsWebSocket(request));
        return ComesFromHere(request) switch
        {
            true => false,
            false => needsProof || isConnection,
            null => needsProof,
        };
    }

    /// <summary>Whether a page of this application made the request; null when the browser does not say.</summary>
    private static bool? ComesFromHere(HttpRequest request) =>
        request.Headers[FetchSite].ToString() is { Length: > 0 } site ? site == "same-origin" || (site == "none" && HttpMethods.IsGet(request.Method))
        : request.Headers.Origin.ToString() is { Length: > 0 } origin ? IsOurs(origin, request)
        : null;

    // The scheme may be https where a proxy in front takes that away; another host or port never is ours.
    private static bool IsOurs(string origin, HttpRequest request) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri)
        && (uri.Scheme == request.Scheme || uri.Scheme == Uri.UriSchemeHttps)
        && string.Equals(uri.Host, request.Host.Host, StringComparison.OrdinalIgnoreCase)
        && uri.Port == (request.Host.Port ?? (uri.Scheme == Uri.UriSchemeHttps ? 443 : 80));

    private static bool IsWebSocket(HttpRequest request) =>
        request.Headers.Upgrade.ToString().Equals("websocket", StringComparison.OrdinalIgnoreCase) || HttpMethods.IsConnect(request.Method);

    private static IResult Refusal() => ApiProblems.From([SessionErrors.CrossSite.Because("This request did not come from a page of this application, and has a browser's cookie. Nothing was done.")]);
}
