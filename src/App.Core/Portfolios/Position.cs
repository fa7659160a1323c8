namespace App.Core.Portfolios;

/// <summary>A stored position of a portfolio. Lots are kept apart: the same symbol entered on two days is two positions.</summary>
public sealed class Position
{
    private int _ordinal;
    private string? _lotKey;

    /// <summary>The id, see <see cref="Operations.IIdGenerator"/>.</summary>
    public required Guid Id { get; init; }

    /// <summary>The portfolio it belongs to.</summary>
    public required Guid PortfolioId { get; init; }

    /// <summary>Place in the portfolio, from 0: the order in which the file listed the positions.</summary>
    public required int Ordinal
    {
        get => _ordinal;
        init => _ordinal = value;
    }

    /// <summary>Upper-case; at most 100 characters.</summary>
    public required string Symbol { get; init; }

    /// <summary>Shares or contracts, signed: negative is short.</summary>
    public required decimal Quantity { get; init; }

    /// <summary>Price per share at entry.</summary>
    public required decimal EntryPrice { get; init; }

    /// <summary>The day of entry.</summary>
    public required DateOnly EntryDate { get; init; }

    /// <summary>The class.</summary>
    public required InvestmentClass Class { get; init; }

    /// <summary>The subtype, when known.</summary>
    public InvestmentSubtype? Subtype { get; init; }

    /// <summary>Side and right.</summary>
    public required PositionType Type { get; init; }

    /// <summary>The option's underlying; null for other classes.</summary>
    public string? UnderlyingSymbol { get; init; }

    /// <summary>The option's strike per share.</summary>
    public decimal? StrikePrice { get; init; }

    /// <summary>The day the option expires.</summary>
    public DateOnly? ExpirationDate { get; init; }

    /// <summary>Call or put.</summary>
    public OptionType? OptionType { get; init; }

    /// <summary>The day of exit of a closed position.</summary>
    public DateOnly? ExitDate { get; init; }

    /// <summary>Price per share at exit.</summary>
    public decimal? ExitPrice { get; init; }

    /// <summary>True when nobody said on which day it was entered.</summary>
    public bool IsEntryDateEstimated { get; init; }

    /// <summary>True when nobody said what it cost: the entry price is what it was worth on the entry date.</summary>
    public bool IsEntryPriceEstimated { get; init; }

    /// <summary>What it is known by within its portfolio, where no other has the same; see <see cref="LotKeys"/>. Before it is given one, that of the first of its kind.</summary>
    public string LotKey
    {
        get => _lotKey ?? LotKeys.BaseOf(this);
        init => _lotKey = value;
    }

    /// <summary>True once it was given its own <see cref="LotKey"/>.</summary>
    internal bool HasLotKey => _lotKey is not null;

    /// <summary>The contract's terms; null when the position is no option.</summary>
    public OptionTerms? Option => Class == InvestmentClass.Options
        ? new OptionTerms(UnderlyingSymbol!, StrikePrice!.Value, ExpirationDate!.Value, OptionType!.Value)
        : null;

    /// <summary>Shares one unit stands for.</summary>
    public int Multiplier => PositionTypes.MultiplierOf(Class);

    /// <summary>The symbol whose market price values the position: the underlying's for an option, none for a private asset.</summary>
    public string? PricedBy => Class switch
    {
        InvestmentClass.Options => UnderlyingSymbol,
        InvestmentClass.Private => null,
        _ => Symbol,
    };

    /// <summary>The same position at another place in the portfolio.</summary>
    public Position At(int ordinal) => ordinal == Ordinal ? this : Copy(copy => copy._ordinal = ordinal);

    /// <summary>The same position under a key.</summary>
    public Position Keyed(string lotKey) => _lotKey == lotKey ? this : Copy(copy => copy._lotKey = lotKey);

    // Every field goes along, also one that is added some day.
    private Position Copy(Action<Position> change)
    {
        var copy = (Position)MemberwiseClone();
        change(copy);
        return copy;
    }

    /// <summary>Makes the stored form of a draft.</summary>
    public static Position From(PositionDraft draft, Guid id, Guid portfolioId, int ordinal)
    {
        ArgumentNullException.ThrowIfNull(draft);
        return new Position
        {
            Id = id,
            PortfolioId = portfolioId,
            Ordinal = ordinal,
            Symbol = draft.Symbol,
            Quantity = draft.Quantity,
            EntryPrice = draft.EntryPrice,
            EntryDate = draft.EntryDate,
            Class = draft.Class,
            Subtype = draft.Subtype,
            Type = draft.Type,
            UnderlyingSymbol = draft.Option?.Underlying,
            StrikePrice = draft.Option?.Strike,
            ExpirationDate = draft.Option?.Expiration,
            OptionType = draft.Option?.Type,
            ExitDate = draft.ExitDate,
            ExitPrice = draft.ExitPrice,
            IsEntryDateEstimated = draft.IsEntryDateEstimated,
            IsEntryPriceEstimated = draft.IsEntryPriceEstimated,
        };
    }
}
