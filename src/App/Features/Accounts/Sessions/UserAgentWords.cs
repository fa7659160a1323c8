using System.Text.RegularExpressions;

namespace App.Features.Accounts.Sessions;

/// <summary>What a browser or a program called itself, in a few words: enough to know one's own by, not to be relied on.</summary>
internal static partial class UserAgentWords
{
    // What stands further up pretends to be what stands below it.
    private static readonly (string Mark, string Name)[] Browsers =
        [("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet"), ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"), ("CriOS/", "Chrome"), ("HeadlessChrome/", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari")];

    private static readonly (string Mark, string Name)[] Systems =
        [("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("CrOS", "ChromeOS"), ("Mac OS X", "Mac"), ("Linux", "Linux")];

    /// <summary>The words.</summary>
    public static string Of(string? userAgent)
    {
        if (string.IsNullOrWhiteSpace(userAgent))
        {
            return "A program without a name";
        }

        var browser = Browsers.FirstOrDefault(one => userAgent.Contains(one.Mark, StringComparison.Ordinal)).Name;
        var system = Systems.FirstOrDefault(one => userAgent.Contains(one.Mark, StringComparison.Ordinal)).Name;
        return browser is null ? ProductName().Match(userAgent).Value is { Length: > 0 } product ? product : "A program"
            : system is null ? browser
            : $"{browser} on {system}";
    }

    [GeneratedRegex(@"^[\w.+-]{1,40}")]
    private static partial Regex ProductName();
}
