using System.Globalization;
using App.Core.Market;
using App.Core.Operations;
using App.Core.Results;

namespace App.Core.Portfolios;

/// <summary>A portfolio's form as it was typed or sent.</summary>
/// <param name="PortfolioName">The name shown in selectors.</param>
/// <param name="AccountName">The account's name.</param>
/// <param name="AccountType">One of the nine account types.</param>
/// <param name="EquityBalance">The account's net value; may carry <c>$</c>, thousands separators and spaces.</param>
/// <param name="EquityAsOf">The session the balance is of, YYYY-MM-DD; the last session when empty.</param>
/// <param name="Description">Free words.</param>
public sealed record PortfolioForm(
    string? PortfolioName, string? AccountName, string? AccountType, string? EquityBalance, string? EquityAsOf = null, string? Description = null);

/// <summary>A portfolio's form once every rule on it holds.</summary>
public sealed record PortfolioTerms(
    string PortfolioName, string AccountName, AccountType AccountType, decimal EquityBalance, DateOnly EquityAsOf, string? Description)
{
    /// <summary>The portfolio of these terms, new and without positions.</summary>
    /// <param name="ownerId">Whose it is.</param>
    /// <param name="generation">How many deleted portfolios of the owner had the account's name.</param>
    /// <param name="ids">Makes the id.</param>
    /// <param name="createdAt">When it was created.</param>
    public Portfolio ToPortfolio(Guid ownerId, int generation, IIdGenerator ids, DateTimeOffset createdAt)
    {
        ArgumentNullException.ThrowIfNull(ids);
        return new Portfolio
        {
            Id = ids.ForPortfolio(ownerId, AccountName, generation),
            OwnerId = ownerId,
            Name = PortfolioName,
            AccountName = AccountName,
            AccountKey = Portfolio.KeyOf(AccountName),
            AccountType = AccountType,
            EquityBalance = EquityBalance,
            EquityAsOf = EquityAsOf,
            NetAssetValue = EquityBalance,
            Description = Description,
            CreatedAt = createdAt,
        };
    }
}

/// <summary>Bounds of onboarding that an installation can set.</summary>
public sealed class OnboardingOptions
{
    /// <summary>The equity balance must be under this, in dollars. 1 000 000 000 unless configured; more than 0.</summary>
    public decimal MaxEquityBalance { get; set; } = 1_000_000_000m;
}

/// <summary>The rules of a portfolio's form. All faults are found in one pass; their order is the order of the catalogue's checks.</summary>
/// <param name="calendar">Knows the sessions.</param>
/// <param name="options">The bounds.</param>
/// <param name="time">The clock.</param>
public sealed class PortfolioFormRules(TradingCalendar calendar, OnboardingOptions options, TimeProvider time)
{
    private const int MaxNameLength = 255;
    private const int MaxAccountNameLength = 100;
    private const int MaxDescriptionLength = 2000;

    /// <summary>Checks a form; whether the account name is free is for <paramref name="accountNameTaken"/> to tell, asked for a name that is good.</summary>
    /// <param name="form">The form.</param>
    /// <param name="accountNameTaken">Given a name as it is compared.</param>
    /// <param name="only">As for <see cref="Check"/>.</param>
    public async Task<Result<PortfolioTerms>> CheckAsync(PortfolioForm form, Func<string, Task<bool>> accountNameTaken, IReadOnlySet<string>? only = null)
    {
        ArgumentNullException.ThrowIfNull(accountNameTaken);
        var terms = Check(form, only);
        List<Error> errors = [.. terms.Errors];
        var name = form.AccountName?.Trim() ?? string.Empty;
        if (only?.Contains("Account name") != false && errors.TrueForAll(error => error.Field != "Account name") && await accountNameTaken(Portfolio.KeyOf(name)))
        {
            // At its place in the order of the catalogue's checks.
            errors.Insert(errors.Count(error => error.Field == "Account type"), AccountNameTaken(name));
        }

        return errors.Count > 0 ? errors : terms;
    }

    /// <summary>Checks all of a form but whether the account name is free.</summary>
    /// <param name="form">The form.</param>
    /// <param name="only">The fields, as errors name them, whose faults count; the others are not judged, and are what could be read of them. All when null.</param>
    public Result<PortfolioTerms> Check(PortfolioForm form, IReadOnlySet<string>? only = null)
    {
        ArgumentNullException.ThrowIfNull(form);
        List<Error> errors = [];
        var accountType = AccountTypeOf(form.AccountType, errors);
        var accountName = AccountNameOf(form.AccountName, errors);
        var name = NameOf(form.PortfolioName, errors);
        var equity = EquityOf(form.EquityBalance, errors);
        var asOf = SessionOf(form.EquityAsOf, errors);
        var description = string.IsNullOrWhiteSpace(form.Description) ? null : form.Description.Trim();
        if (description?.Length > MaxDescriptionLength)
        {
            errors.Add(PortfolioErrors.NameTooLong.Because(
                $"The description has {description.Length} characters; {MaxDescriptionLength} are allowed.", "Description"));
        }
        else if (description is not null && PlainText.FirstForeign(description, lines: true) is { } foreign)
        {
            errors.Add(PortfolioErrors.NameTooLong.Because($"The description has the character {foreign}, which is not text. Remove it.", "Description"));
        }

        errors.RemoveAll(error => only?.Contains(error.Field ?? string.Empty) == false);
        return errors.Count > 0 ? errors : new PortfolioTerms(name, accountName, accountType, equity, asOf, description);
    }

    /// <summary>The error of an account name that is in use.</summary>
    public static Error AccountNameTaken(string accountName) => PortfolioErrors.AccountNameTaken.Because(
        $"You already have a portfolio for the account “{accountName}”. Choose another account name.",
        "Account name",
        details: new Dictionary<string, object?> { [ErrorDetails.Found] = accountName });

    private static AccountType AccountTypeOf(string? text, List<Error> errors)
    {
        if (Codes.AccountTypes.TryParse(text?.Trim() ?? string.Empty, out var type))
        {
            return type;
        }

        var allowed = string.Join(", ", Codes.AccountTypes.Names);
        errors.Add(PortfolioErrors.AccountTypeUnknown.Because(
            string.IsNullOrWhiteSpace(text) ? $"Choose an account type: {allowed}." : $"“{Clip(text)}” is not an account type. Use one of {allowed}.",
            "Account type",
            details: new Dictionary<string, object?> { [ErrorDetails.Found] = Clip(text), [ErrorDetails.Allowed] = Codes.AccountTypes.Names }));
        return default;
    }

    private static string AccountNameOf(string? text, List<Error> errors)
    {
        var name = text?.Trim() ?? string.Empty;
        if (name.Length == 0)
        {
            errors.Add(PortfolioErrors.AccountNameRequired.Because("Give the account a name, such as Schwab Taxable.", "Account name"));
        }
        else if (name.Length > MaxAccountNameLength)
        {
            errors.Add(PortfolioErrors.AccountNameTooLong.Because(
                $"The account name has {name.Length} characters; {MaxAccountNameLength} are allowed.", "Account name"));
        }
        else if (PlainText.FirstForeign(name) is { } foreign)
        {
            errors.Add(PortfolioErrors.AccountNameRequired.Because($"The account name has the character {foreign}, which is not text. Remove it.", "Account name"));
        }

        return name;
    }

    private static string NameOf(string? text, List<Error> errors)
    {
        var name = text?.Trim() ?? string.Empty;
        if (name.Length == 0)
        {
            errors.Add(PortfolioErrors.NameRequired.Because("Give the portfolio a name.", "Portfolio name"));
        }
        else if (name.Length > MaxNameLength)
        {
            errors.Add(PortfolioErrors.NameTooLong.Because($"The portfolio name has {name.Length} characters; {MaxNameLength} are allowed.", "Portfolio name"));
        }
        else if (PlainText.FirstForeign(name) is { } foreign)
        {
            errors.Add(PortfolioErrors.NameRequired.Because($"The portfolio name has the character {foreign}, which is not text. Remove it.", "Portfolio name"));
        }

        return name;
    }

    private decimal EquityOf(string? text, List<Error> errors)
    {
        const NumberStyles Styles = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands | NumberStyles.AllowLeadingWhite;
        var plain = text?.Trim().Replace("$", string.Empty, StringComparison.Ordinal) ?? string.Empty;
        if (!decimal.TryParse(plain, Styles, CultureInfo.InvariantCulture, out var equity))
        {
            errors.Add(PortfolioErrors.EquityRequired.Because(
                plain.Length == 0
                    ? "Give the account's net value in dollars, such as 250000 or 250,000.00."
                    : $"“{Clip(text)}” is not an amount. Write it like 250000 or 250,000.00.",
                "Equity balance",
                details: new Dictionary<string, object?> { [ErrorDetails.Found] = Clip(text) }));
        }
        else if (equity <= 0)
        {
            errors.Add(PortfolioErrors.EquityNotPositive.Because(
                string.Create(CultureInfo.InvariantCulture, $"The equity balance is {equity:#,0.##}; it has to be above 0."), "Equity balance"));
        }
        else if (equity >= options.MaxEquityBalance)
        {
            errors.Add(PortfolioErrors.EquityTooLarge.Because(
                string.Create(CultureInfo.InvariantCulture, $"The equity balance is {equity:#,0.##}; it has to be under {options.MaxEquityBalance:#,0.##}."),
                "Equity balance",
                details: new Dictionary<string, object?> { ["limit"] = options.MaxEquityBalance }));
        }

        return equity;
    }

    private DateOnly SessionOf(string? text, List<Error> errors)
    {
        var last = calendar.MostRecentSession(time.GetUtcNow());
        if (string.IsNullOrWhiteSpace(text))
        {
            return last;
        }

        if (!DateOnly.TryParseExact(text.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            errors.Add(PortfolioErrors.NotASession.Because(
                string.Create(CultureInfo.InvariantCulture, $"“{Clip(text)}” is not a date. Write it as YYYY-MM-DD; the last session was {last:yyyy-MM-dd}."),
                "Equity as of"));
            return last;
        }

        if (SessionRule.Check(calendar, date, last, "Equity as of") is { } error)
        {
            errors.Add(error);
        }

        return date;
    }

    private static string Clip(string? text) => text is null ? string.Empty : text.Length <= 60 ? text.Trim() : text.Trim()[..Math.Min(60, text.Trim().Length)] + "…";
}
