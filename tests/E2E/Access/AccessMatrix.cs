using System.Text.Json;
using E2E.Harness;
using Shouldly;

namespace E2E.Access;

/// <summary>Whom a route is for.</summary>
internal enum Audience
{
    /// <summary>Whoever asks, signed in or not.</summary>
    Anyone,

    /// <summary>A user, about what is the user's own; the address names nothing of anybody's.</summary>
    User,

    /// <summary>The owner of what the address names; for others it is not there.</summary>
    Owner,

    /// <summary>A user, but not an operator who looks through the user's eyes.</summary>
    OwnEyes,

    /// <summary>The owner, but not an operator who looks through the owner's eyes.</summary>
    OwnerByOwnEyes,

    /// <summary>Operators.</summary>
    Operator,

    /// <summary>An operator who looks through somebody's eyes.</summary>
    Impersonator,
}

/// <summary>Who asks.</summary>
internal enum Caller
{
    /// <summary>Nobody who is known.</summary>
    Anonymous,

    /// <summary>A user with nothing of what is asked about.</summary>
    Other,

    /// <summary>An operator, with own eyes.</summary>
    Operator,

    /// <summary>An operator who looks through the owner's eyes.</summary>
    Impersonator,

    /// <summary>The owner of what is asked about.</summary>
    Owner,
}

/// <summary>What becomes of a request, as far as access goes.</summary>
internal enum Access
{
    /// <summary>It is let in, whatever it then finds of its body.</summary>
    In,

    /// <summary>Sign in first: 401, or for a page the way to sign-in.</summary>
    SignIn,

    /// <summary>Not for this account: 403.</summary>
    Forbidden,

    /// <summary>There is no such thing: 404.</summary>
    NotThere,
}

/// <summary>A route of the application, as its own list of them says.</summary>
internal sealed record AppRoute(string Method, string Pattern)
{
    /// <summary>The key of its row.</summary>
    public override string ToString() => $"{Method} {Pattern}";

    /// <summary>True for a page or a file, false for what programs use.</summary>
    public bool IsPage => !Pattern.StartsWith("/api", StringComparison.Ordinal) && !Pattern.StartsWith("/hubs", StringComparison.Ordinal);

    /// <summary>All of them, by the command that prints them.</summary>
    public static async Task<IReadOnlyList<AppRoute>> AllAsync(AppProcess app, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(app);
        var (exitCode, output) = await app.CommandAsync("routes", cancellationToken);
        exitCode.ShouldBe(0, output);
        return
        [
            .. output.Split('\n').Where(line => line.StartsWith('{')).Select(line => JsonDocument.Parse(line).RootElement)
                .Select(route => new AppRoute(route.GetProperty("method").GetString()!, route.GetProperty("pattern").GetString()!)).Distinct(),
        ];
    }
}

/// <summary>What each caller has to meet at each kind of route: the whole of the rule.</summary>
internal static class AccessRule
{
    public static Access Of(Audience audience, Caller caller) => (audience, caller) switch
    {
        (Audience.Anyone, _) => Access.In,
        (_, Caller.Anonymous) => Access.SignIn,
        (Audience.Operator, Caller.Operator) => Access.In,
        (Audience.Operator, _) => Access.Forbidden,
        (Audience.Impersonator, Caller.Impersonator) => Access.In,
        (Audience.Impersonator, _) => Access.SignIn,
        (Audience.OwnEyes or Audience.OwnerByOwnEyes, Caller.Impersonator) => Access.Forbidden,
        (Audience.Owner or Audience.OwnerByOwnEyes, Caller.Other or Caller.Operator) => Access.NotThere,
        _ => Access.In,
    };
}

/// <summary>Patterns of routes.</summary>
internal static partial class RoutePattern
{
    /// <summary>Puts something in the place of each part in braces.</summary>
    public static string Fill(string pattern, Func<string, string> valueOf) =>
        Parts().Replace(pattern, part => Uri.EscapeDataString(valueOf(part.Groups[1].Value)));

    [System.Text.RegularExpressions.GeneratedRegex(@"\{\*{0,2}([A-Za-z_]+)[^}]*\}")]
    private static partial System.Text.RegularExpressions.Regex Parts();
}
