using App.Core.Portfolios;

namespace App.Testing;

/// <summary>Makes a valid position; a test sets what it is about.</summary>
public sealed class PositionBuilder
{
    /// <summary>The id.</summary>
    public Guid Id { get; init; } = TestIds.Next();

    /// <summary>Its portfolio.</summary>
    public required Guid PortfolioId { get; init; }

    /// <summary>Place in the portfolio.</summary>
    public int Ordinal { get; init; }

    /// <summary>The symbol.</summary>
    public string Symbol { get; init; } = "MSFT";

    /// <summary>Shares or contracts, signed.</summary>
    public decimal Quantity { get; init; } = 100m;

    /// <summary>Price per share at entry.</summary>
    public decimal EntryPrice { get; init; } = 410.25m;

    /// <summary>The day of entry.</summary>
    public DateOnly EntryDate { get; init; } = new(2024, 3, 15);

    /// <summary>The class; an option when <see cref="Option"/> is set.</summary>
    public InvestmentClass Class { get; init; } = InvestmentClass.Public;

    /// <summary>The subtype.</summary>
    public InvestmentSubtype? Subtype { get; init; } = InvestmentSubtype.Stock;

    /// <summary>The contract.</summary>
    public OptionTerms? Option { get; init; }

    /// <summary>The day of exit.</summary>
    public DateOnly? ExitDate { get; init; }

    /// <summary>The price at exit.</summary>
    public decimal? ExitPrice { get; init; }

    /// <summary>Neither day nor price of entry were told.</summary>
    public bool IsEstimated { get; init; }

    /// <summary>Makes it.</summary>
    public Position Build() => Position.From(
        new PositionDraft
        {
            Symbol = Symbol,
            Quantity = Quantity,
            EntryPrice = EntryPrice,
            EntryDate = EntryDate,
            Class = Option is null ? Class : InvestmentClass.Options,
            Subtype = Option is null ? Subtype : null,
            Option = Option,
            ExitDate = ExitDate,
            ExitPrice = ExitPrice,
            IsEntryDateEstimated = IsEstimated,
            IsEntryPriceEstimated = IsEstimated,
        },
        Id,
        PortfolioId,
        Ordinal);

    /// <summary>Makes positions with symbols of their own, in order.</summary>
    public static List<Position> Many(Guid portfolioId, int count) =>
        [.. Enumerable.Range(0, count).Select(ordinal => new PositionBuilder { PortfolioId = portfolioId, Ordinal = ordinal, Symbol = $"SYM{ordinal}" }.Build())];
}
