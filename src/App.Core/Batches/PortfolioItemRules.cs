using System.Globalization;
using System.Text;
using App.Core.Operations;
using App.Core.Portfolios;
using App.Core.Results;

namespace App.Core.Batches;

/// <summary>One portfolio of a bulk call once every rule on it holds.</summary>
/// <param name="Terms">What its owner says of it.</param>
/// <param name="Version">The number that its changes are counted from.</param>
/// <param name="CreatedAt">When it was created, as its owner says.</param>
public sealed record PortfolioPlan(PortfolioTerms Terms, int Version, DateTimeOffset CreatedAt)
{
    internal ItemNames Names => new(Terms.PortfolioName, Terms.AccountName);

    /// <inheritdoc cref="PortfolioTerms.ToPortfolio"/>
    public Portfolio ToPortfolio(Guid ownerId, int generation, IIdGenerator ids)
    {
        var portfolio = Terms.ToPortfolio(ownerId, generation, ids, CreatedAt);
        portfolio.Version = Version;
        return portfolio;
    }
}

/// <summary>The rules on one portfolio of a bulk call: those of the form where they are the same. All faults are found in one pass, in the order of the fields.</summary>
/// <param name="form">The rules of the form.</param>
/// <param name="time">The clock.</param>
public sealed class PortfolioItemRules(PortfolioFormRules form, TimeProvider time)
{
    /// <summary>The most characters of a name.</summary>
    public const int LongestName = 200;

    /// <summary>The only currency.</summary>
    public const string Currency = "USD";

    private static readonly string[] TimeFormats =
        ["yyyy-MM-dd", "yyyy-MM-ddTHH:mmK", "yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK"];

    /// <summary>What an item will be called, whatever else is wrong with it; null when that cannot be told.</summary>
    internal static ItemNames? NamesOf(PortfolioItem item)
    {
        var name = item.Name?.Trim() ?? string.Empty;
        var account = item.AccountName?.Trim() ?? name;
        return name.Length == 0 || account.Length == 0 || !PlainText.IsWhole(name) || !PlainText.IsWhole(account)
            ? null
            : new(name.Normalize(NormalizationForm.FormC), account.Normalize(NormalizationForm.FormC));
    }

    /// <summary>Checks an item.</summary>
    /// <param name="item">The item.</param>
    /// <param name="faults">Where what is wrong with it is put; the answer is null when that is anything.</param>
    public PortfolioPlan? Check(PortfolioItem item, IList<ItemFault> faults)
    {
        ArgumentNullException.ThrowIfNull(item);
        ArgumentNullException.ThrowIfNull(faults);
        var before = faults.Count;
        foreach (var unread in item.Unread)
        {
            faults.Add(unread);
        }

        // What could not be read is told of once: a field not as missing too, and of what is no item at all no field.
        var unreadFields = item.Unread.Select(fault => fault.Field).ToHashSet();
        if (unreadFields.Contains(null))
        {
            return null;
        }

        var now = time.GetUtcNow();
        var name = unreadFields.Contains("name") ? string.Empty : NameOf("name", item.Name, faults);
        var createdAt = CreatedAtOf(item.DateCreated, now, faults);
        var version = VersionOf(item.Version, faults);
        var account = item.AccountName is null ? name : NameOf("account_name", item.AccountName, faults);
        var terms = form.Check(new PortfolioForm(name, account, item.AccountType ?? Codes.AccountTypes.NameOf(AccountType.Taxable), item.EquityBalance, null, item.Description), GivenOf(item));
        AddFaults(terms.Errors, item, faults, "Account type", "Equity balance");
        if (item.Currency is { } currency && !string.Equals(currency.Trim(), Currency, StringComparison.OrdinalIgnoreCase))
        {
            faults.Add(ItemFault.Of("currency", currency, $"the currency is “{ItemFault.Clip(currency)}”. All figures are in {Currency}: send that or leave it out."));
        }

        AddFaults(terms.Errors, item, faults, "Description");
        return faults.Count == before ? new(terms.Value with { PortfolioName = name, AccountName = account }, version, createdAt) : null;
    }

    // What was left out has a default here and is required there; names have rules of their own here.
    private static HashSet<string> GivenOf(PortfolioItem item) => item.EquityBalance is null ? ["Account type", "Description"] : ["Account type", "Equity balance", "Description"];

    private static void AddFaults(IReadOnlyList<Error> errors, PortfolioItem item, IList<ItemFault> faults, params string[] fields)
    {
        foreach (var error in errors.Where(error => fields.Contains(error.Field)))
        {
            var (field, value) = error.Field switch
            {
                "Account type" => ("account_type", item.AccountType),
                "Equity balance" => ("equity_balance", item.EquityBalance),
                _ => ("description", item.Description),
            };
            faults.Add(ItemFault.Of(field, value, error.Message));
        }
    }

    private static string NameOf(string field, string? text, IList<ItemFault> faults)
    {
        // One spelling of letters that can be written in two ways: é is one character, not an e and an accent, wherever names are compared.
        if (text is not null && !PlainText.IsWhole(text))
        {
            faults.Add(ItemFault.Of(field, null, $"the {Words(field)} has half a character (a lone surrogate). Send whole characters."));
            return string.Empty;
        }

        var name = text?.Trim().Normalize(NormalizationForm.FormC) ?? string.Empty;
        if (name.Length == 0)
        {
            faults.Add(ItemFault.Of(field, text, $"the {Words(field)} is {(text is null ? "missing" : text.Length == 0 ? "empty" : "only spaces")}. Give it 1 to {LongestName} characters."));
        }
        else if (name.Length > LongestName)
        {
            faults.Add(ItemFault.Of(field, name, $"the {Words(field)} has {name.Length} characters; {LongestName} are allowed."));
        }
        else if (FirstForeign(name) is { } foreign)
        {
            faults.Add(ItemFault.Of(field, name, $"the {Words(field)} has the character {foreign}. Allowed are letters, digits, spaces, - and _."));
        }

        return name;
    }

    // Of every script: there, marks belong to the letters they stand on.
    private static string? FirstForeign(string name)
    {
        foreach (var rune in name.EnumerateRunes())
        {
            var isAllowed = rune.Value is ' ' or '-' or '_' || Rune.IsLetterOrDigit(rune)
                || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
            if (!isAllowed)
            {
                return Rune.IsControl(rune) || Rune.IsWhiteSpace(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format
                    ? string.Create(CultureInfo.InvariantCulture, $"U+{rune.Value:X4}")
                    : $"“{rune}”";
            }
        }

        return null;
    }

    private static DateTimeOffset CreatedAtOf(string? text, DateTimeOffset now, IList<ItemFault> faults)
    {
        if (text is null)
        {
            return now;
        }

        if (!DateTimeOffset.TryParseExact(text.Trim(), TimeFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at))
        {
            faults.Add(ItemFault.Of("date_created", text, $"the date of creation is “{ItemFault.Clip(text)}”. Write it as YYYY-MM-DD or as a time such as 2026-01-31T15:30:00Z."));
        }
        else if (at > now || at.Year < 1900)
        {
            faults.Add(ItemFault.Of("date_created", text, string.Create(CultureInfo.InvariantCulture, $"the date of creation is {at:yyyy-MM-dd}. Allowed are 1900-01-01 to now, {now:yyyy-MM-ddTHH:mmZ}.")));
        }

        return at;
    }

    private static int VersionOf(string? text, IList<ItemFault> faults)
    {
        if (text is null)
        {
            return 1;
        }

        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var version) || version < 1)
        {
            faults.Add(ItemFault.Of("version", text, $"the version is {ItemFault.Clip(text)}. It is a whole number from 1 to {int.MaxValue}."));
        }

        return version;
    }

    private static string Words(string field) => field.Replace('_', ' ');
}
