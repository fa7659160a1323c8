using App.Core.Portfolios;

namespace App.Testing;

/// <summary>Makes a valid portfolio; a test sets what it is about.</summary>
public sealed class PortfolioBuilder
{
    /// <summary>The id.</summary>
    public Guid Id { get; init; } = TestIds.Next();

    /// <summary>The owner.</summary>
    public required Guid OwnerId { get; init; }

    /// <summary>The name.</summary>
    public string Name { get; init; } = "Main";

    /// <summary>The account; one of its own unless set.</summary>
    public string? AccountName { get; init; }

    /// <summary>The equity balance.</summary>
    public decimal EquityBalance { get; init; } = 250_000m;

    /// <summary>The session the balance is of.</summary>
    public DateOnly EquityAsOf { get; init; } = TestTimes.Session;

    /// <summary>What the owner wrote.</summary>
    public string? Description { get; init; }

    /// <summary>When it was created.</summary>
    public DateTimeOffset CreatedAt { get; init; } = TestTimes.Now;

    /// <summary>Makes it.</summary>
    public Portfolio Build()
    {
        var account = AccountName ?? $"Account {Id}";
        return new Portfolio
        {
            Id = Id,
            OwnerId = OwnerId,
            Name = Name,
            AccountName = account.Trim(),
            AccountKey = Portfolio.KeyOf(account),
            AccountType = AccountType.RothIra,
            EquityBalance = EquityBalance,
            EquityAsOf = EquityAsOf,
            Description = Description,
            NetAssetValue = EquityBalance,
            CreatedAt = CreatedAt,
        };
    }
}
