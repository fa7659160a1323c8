using System.Text;
using App.Core.Results;

namespace App.Core.Portfolios;

/// <summary>One account of one owner: what is held in it and the net value its equity chain is anchored at.</summary>
public sealed class Portfolio
{
    /// <summary>The id, see <see cref="Operations.IIdGenerator"/>.</summary>
    public required Guid Id { get; init; }

    /// <summary>The user who owns it. Every query filters by it.</summary>
    public required Guid OwnerId { get; init; }

    /// <summary>The name shown in selectors; 1 to 255 characters.</summary>
    public required string Name { get; set; }

    /// <summary>The account's name; 1 to 200 characters, unique among the owner's active portfolios without regard to case.</summary>
    public required string AccountName { get; init; }

    /// <summary><see cref="AccountName"/> in the form of <see cref="KeyOf"/>: what uniqueness is decided on.</summary>
    public required string AccountKey { get; init; }

    /// <summary>How the account is taxed or held.</summary>
    public required AccountType AccountType { get; init; }

    /// <summary>The account's net value at the close of <see cref="EquityAsOf"/>, in dollars. The first snapshot's equity is exactly this. 0 when it was not stated: nothing is a share of it then.</summary>
    public required decimal EquityBalance { get; init; }

    /// <summary><see cref="EquityBalance"/>; null when it was not given.</summary>
    public decimal? StatedEquity => EquityBalance == 0 ? null : EquityBalance;

    /// <summary><see cref="NetAssetValue"/>; null before anybody gave or calculated any.</summary>
    public decimal? KnownEquity => StatedEquity is null && NetAssetValue == 0 ? null : NetAssetValue;

    /// <summary>The session whose close <see cref="EquityBalance"/> is of.</summary>
    public required DateOnly EquityAsOf { get; init; }

    /// <summary>
    /// The day the positions' quantities and prices are stated of, splits up to it included; null when that is <see cref="EquityAsOf"/>. A newer file moves it.
    /// </summary>
    public DateOnly? PositionsAsOf { get; set; }

    /// <summary>Free words of the owner; at most 2 000 characters.</summary>
    public string? Description { get; set; }

    /// <summary>Equity of the newest complete snapshot; <see cref="EquityBalance"/> before the first.</summary>
    public required decimal NetAssetValue { get; set; }

    /// <summary>Counts changes to the positions; part of a run's input identity.</summary>
    public int PositionsVersion { get; set; } = 1;

    /// <summary>Counts changes to what its owner says of it, from the number it was made with; 1 unless a program chose another.</summary>
    public int Version { get; set; } = 1;

    /// <summary>The account whose files fill it; null when it was made by hand or from the template.</summary>
    public AccountSource? Source { get; set; }

    /// <summary>When it was created.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was deleted; a deleted portfolio is kept and no longer shown.</summary>
    public DateTimeOffset? DeletedAt { get; set; }

    /// <summary>ERR_PORT_012 as every use case words it: another's portfolio is no more there than one that never was.</summary>
    public static Error NotFound() => PortfolioErrors.NotFound.Because("There is no such portfolio among yours.");

    /// <summary>The form of a name on which uniqueness is decided: trimmed, upper-case, and a letter that can be written with its accent apart written in one.</summary>
    public static string KeyOf(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var trimmed = name.Trim();
        return (PlainText.IsWhole(trimmed) ? trimmed.Normalize(NormalizationForm.FormC) : trimmed).ToUpperInvariant();
    }
}
