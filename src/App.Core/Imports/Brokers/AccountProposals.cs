using System.Text.RegularExpressions;
using App.Core.Portfolios;

namespace App.Core.Imports.Brokers;

/// <summary>What an account of a file could be called here, and of what type it is.</summary>
internal static partial class AccountProposals
{
    private const int LongestName = 100;

    /// <summary>Broker, name and the end of the number: <c>Schwab Roth IRA …1234</c>.</summary>
    public static string NameOf(string broker, AccountLabel label)
    {
        var name = AccountMask.Name(label.Name);
        var withBroker = name.Contains(broker, StringComparison.OrdinalIgnoreCase) ? name : $"{broker} {name}";
        var whole = $"{withBroker.Trim()} {AccountMask.Of(label.Number)}".Trim();
        return whole.Length == 0 ? "My account" : whole.Length <= LongestName ? whole : whole[..LongestName];
    }

    /// <summary>The type that the words tell; taxable for an account of no particular sort.</summary>
    public static AccountType TypeOf(AccountLabel label)
    {
        var words = label.Words;
        return words switch
        {
            _ when Roth().IsMatch(words) => AccountType.RothIra,
            _ when Plan401k().IsMatch(words) => AccountType.Plan401k,
            _ when Plan403b().IsMatch(words) => AccountType.Plan403b,
            _ when Plan529().IsMatch(words) => AccountType.Plan529,
            _ when Hsa().IsMatch(words) => AccountType.Hsa,
            _ when Ira().IsMatch(words) => AccountType.Ira,
            _ when Trust().IsMatch(words) => AccountType.Trust,
            _ => AccountType.Taxable,
        };
    }

    /// <summary>True for a workplace plan's account: its funds have codes of the plan. Not for the part of it in which its owner trades at an exchange.</summary>
    public static bool IsPlan(AccountLabel label) => TypeOf(label) is AccountType.Plan401k or AccountType.Plan403b && !label.Words.Contains("brokeragelink", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"\broth\b(?!.*\b401)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Roth();

    [GeneratedRegex(@"\b401\s?\(?k\)?|\bprofit sharing\b|\bthrift savings\b|\btsp\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Plan401k();

    [GeneratedRegex(@"\b403\s?\(?b\)?", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Plan403b();

    [GeneratedRegex(@"\b529\b|college|education", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Plan529();

    [GeneratedRegex(@"\bhsa\b|health savings", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Hsa();

    [GeneratedRegex(@"\b(?:ira|rollover|sep|simple)\b|\btraditional\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Ira();

    [GeneratedRegex(@"\btrust\b|\bttee\b|\btr\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Trust();
}
