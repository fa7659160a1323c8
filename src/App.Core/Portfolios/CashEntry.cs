namespace App.Core.Portfolios;

/// <summary>What money that came into an account or went out of it was for.</summary>
public enum CashEntryKind
{
    /// <summary>The owner paid in. No profit: it raises what returns are taken from.</summary>
    Deposit,

    /// <summary>The owner took out.</summary>
    Withdrawal,

    /// <summary>Paid on shares, where the market's data does not tell of it.</summary>
    Dividend,

    /// <summary>Earned on cash, or paid on a loan when negative.</summary>
    Interest,

    /// <summary>Charged by the broker: commissions, custody, data.</summary>
    Fee,

    /// <summary>Withheld or paid from the account.</summary>
    Tax,
}

/// <summary>Money that came into an account or went out of it on a day, besides what positions made.</summary>
public sealed class CashEntry
{
    /// <summary>The id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The portfolio.</summary>
    public required Guid PortfolioId { get; init; }

    /// <summary>The day. Without a session it counts on the next one, at the start of the day; on or before the anchor it is in the equity balance already.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>What it was for.</summary>
    public required CashEntryKind Kind { get; init; }

    /// <summary>Dollars, positive into the account and negative out of it.</summary>
    public required decimal Amount { get; init; }

    /// <summary>Words of the owner; at most 200 characters.</summary>
    public string? Note { get; init; }

    /// <summary>When it was recorded.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>True for what the owner paid in or took out: no profit or loss, unlike everything else.</summary>
    public bool IsExternal => Kind is CashEntryKind.Deposit or CashEntryKind.Withdrawal;
}
