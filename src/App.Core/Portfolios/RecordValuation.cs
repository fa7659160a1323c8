using System.Globalization;
using App.Core.Imports.Rules;
using App.Core.Market;
using App.Core.Operations;
using App.Core.Results;

namespace App.Core.Portfolios;

/// <summary>A value of a private asset as it is given.</summary>
/// <param name="Date">The day it is of; null when it is missing.</param>
/// <param name="Price">Dollars per unit; null when it is missing.</param>
public sealed record ValuationForm(DateOnly? Date, decimal? Price);

/// <summary>A value that was recorded or taken back.</summary>
/// <param name="Valuation">The value.</param>
/// <param name="RunId">The run that calculates the sessions since; null when the portfolio has nothing to calculate.</param>
public sealed record ValuationChange(PositionValuation Valuation, Guid? RunId);

/// <summary>Records what a private asset is worth from a day on, or takes such a value back.</summary>
/// <remarks>
/// A second value of the same day takes the place of the first. Side effects: the value is stored or removed; a calculation that is going on is stopped, the snapshots
/// from the value's session on are removed, and a pending run that calculates them again is stored, in one transaction; then it is set going.
/// Errors: ERR_PORT_012; ERR_VALUE_001 to ERR_VALUE_005.
/// </remarks>
public sealed class RecordValuation(IPortfolioStore portfolios, IValuationStore valuations, ChangeChain chain, TradingCalendar calendar, IIdGenerator ids, TimeProvider time)
{
    private const decimal PriceLimit = 1_000_000_000m;

    /// <summary>Records a value.</summary>
    public async Task<Result<ValuationChange>> AddAsync(Guid ownerId, Guid portfolioId, Guid positionId, ValuationForm form, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(form);
        if (await portfolios.FindAsync(ownerId, portfolioId, cancellationToken) is not { } portfolio)
        {
            return Portfolio.NotFound();
        }

        if (await valuations.FindPositionAsync(ownerId, portfolioId, positionId, cancellationToken) is not { } position)
        {
            return NoPosition();
        }

        if (position.Class != InvestmentClass.Private)
        {
            return ValuationErrors.NotPrivate.Because($"{position.Symbol} is of class {Codes.InvestmentClasses.NameOf(position.Class)}: it is worth what the market says. Values are given of private assets.");
        }

        var now = time.GetUtcNow();
        if (FaultsOf(form, position, TradingCalendar.NewYorkDate(now)).ToList() is { Count: > 0 } faults)
        {
            return Result<ValuationChange>.Failed(faults);
        }

        var valuation = new PositionValuation { Id = ids.Next(), PositionId = positionId, Date = form.Date!.Value, Price = form.Price!.Value, CreatedAt = now };
        var (change, run) = await chain.HandleAsync(
            ownerId, portfolioId, (next, at, token) => valuations.AddAsync(ownerId, portfolioId, valuation, SessionOf(valuation, portfolio), next, at, token), cancellationToken);
        return change switch
        {
            ChainChange.Done => new ValuationChange(valuation, run),
            ChainChange.Nothing => NoPosition(),
            _ => Portfolio.NotFound(),
        };
    }

    /// <summary>Takes a value back.</summary>
    public async Task<Result<ValuationChange>> RemoveAsync(Guid ownerId, Guid portfolioId, Guid positionId, Guid valuationId, CancellationToken cancellationToken)
    {
        if (await portfolios.FindAsync(ownerId, portfolioId, cancellationToken) is not { } portfolio)
        {
            return Portfolio.NotFound();
        }

        if (await valuations.FindAsync(ownerId, portfolioId, positionId, valuationId, cancellationToken) is { } valuation)
        {
            var (change, run) = await chain.HandleAsync(
                ownerId, portfolioId, (next, at, token) => valuations.RemoveAsync(ownerId, portfolioId, valuation, SessionOf(valuation, portfolio), next, at, token), cancellationToken);
            if (change == ChainChange.Done)
            {
                return new ValuationChange(valuation, run);
            }
        }

        return ValuationErrors.NotFound.Because("There is no such value of the position.");
    }

    /// <summary>ERR_VALUE_001.</summary>
    internal static Error NoPosition() => ValuationErrors.NoPosition.Because("There is no such position in the portfolio.");

    // What the chain begins with may be other since then: cash and exposures of the anchor, though not its equity.
    private DateOnly SessionOf(PositionValuation valuation, Portfolio portfolio) =>
        valuation.Date <= portfolio.EquityAsOf ? portfolio.EquityAsOf : calendar.SessionOnOrAfter(valuation.Date);

    private static IEnumerable<Error> FaultsOf(ValuationForm form, Position position, DateOnly today)
    {
        if (form.Date is not { } date)
        {
            yield return ValuationErrors.DateInvalid.Because("Give the day that the value is of, as YYYY-MM-DD.", "date");
        }
        else if (date < position.EntryDate)
        {
            yield return ValuationErrors.DateInvalid.Because($"The day is {Iso(date)}. {position.Symbol} was entered on {Iso(position.EntryDate)}: on that day or later.", "date");
        }
        else if (position.ExitDate is { } exit && date > exit)
        {
            yield return ValuationErrors.DateInvalid.Because($"The day is {Iso(date)}. {position.Symbol} was closed on {Iso(exit)}: on that day or earlier.", "date");
        }
        else if (date > today)
        {
            yield return ValuationErrors.DateInvalid.Because($"The day is {Iso(date)}. Allowed are days up to today, {Iso(today)}.", "date");
        }

        if (form.Price is not { } price)
        {
            yield return ValuationErrors.PriceInvalid.Because("Give the price of one unit in dollars.", "price");
        }
        else if (price is <= 0 or >= PriceLimit)
        {
            yield return ValuationErrors.PriceInvalid.Because(string.Create(CultureInfo.InvariantCulture, $"The price is {price}. It has to be positive and below 1,000,000,000."), "price");
        }
        else if (decimal.Round(price, PositionLimits.PriceDecimals) != price)
        {
            yield return ValuationErrors.PriceInvalid.Because(string.Create(CultureInfo.InvariantCulture, $"The price is {price}. At most {PositionLimits.PriceDecimals} decimals are allowed."), "price");
        }
    }

    private static string Iso(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
