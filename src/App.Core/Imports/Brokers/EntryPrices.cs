using System.Globalization;
using App.Core.Imports.Rules;
using App.Core.Market;
using App.Core.Portfolios;

namespace App.Core.Imports.Brokers;

/// <summary>Gives positions of which the file does not say what they cost the market's price of the day they are entered on.</summary>
/// <remarks>
/// Side effects: prices that are not stored yet are asked of the market's sources and stored. Errors: none; a position whose price of that day is not to be had
/// keeps the price of the file's own day, and says so. Options have no price history here and keep theirs too. The sources are asked once for all symbols and given
/// ten seconds; after they have used them up they are left alone for a minute, because a preview is read anew with every change in it.
/// </remarks>
public sealed class EntryPrices(CollectMarketData market, IPriceStore prices, TradingCalendar calendar, TimeProvider time)
{
    // A source that does not answer must not hold up the preview.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(1);

    // Days before the entry within which a price counts: a long weekend, and a listing that is traded rarely.
    private const int CarryDays = 7;
    private const int MostSymbols = 200;

    // Ticks of the clock, written whole: previews of several users run at once.
    private long _restsUntil;

    /// <summary>The reading with the prices.</summary>
    public async Task<BrokerReading> HandleAsync(BrokerReading reading, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(reading);
        var needs = reading.Accounts.SelectMany(account => account.Positions).Where(position => IsOpen(reading, position)).Select(position => position.Draft!)
            .GroupBy(draft => draft.Symbol, StringComparer.Ordinal)
            .Select(group => new PriceNeed(group.Key, group.Min(draft => draft.EntryDate).AddDays(-CarryDays)))
            .Take(MostSymbols).ToList();
        if (needs.Count == 0)
            return reading;

        var last = reading.Accounts.SelectMany(account => account.Positions).Select(position => position.Draft).OfType<PositionDraft>().Max(draft => draft.EntryDate);
        await CollectAsync(needs, last, cancellationToken).ConfigureAwait(false);
        var found = await prices.LoadAsync([.. needs.Select(need => need.Symbol)], needs.Min(need => need.From), last, cancellationToken).ConfigureAwait(false);
        return reading with { Accounts = [.. reading.Accounts.Select(account => account with { Positions = [.. account.Positions.Select(position => IsOpen(reading, position) ? Priced(position, found) : position)] })] };
    }

    private async Task CollectAsync(IReadOnlyList<PriceNeed> needs, DateOnly last, CancellationToken cancellationToken)
    {
        if (time.GetUtcNow().UtcTicks < Interlocked.Read(ref _restsUntil))
            return;

        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            await market.PriceAsync(new PriceDemand(needs, last), _ => Task.CompletedTask, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // What came in time is stored; the rest keeps the file's price.
            Interlocked.Exchange(ref _restsUntil, (time.GetUtcNow() + Rest).UtcTicks);
        }
    }

    // The file's own price is right for a position entered on the day of the file.
    private bool IsOpen(BrokerReading reading, ReadPosition position) =>
        position.Draft is { IsEntryPriceEstimated: true, Class: InvestmentClass.Public, Subtype: not InvestmentSubtype.Cash } draft
        && (reading.AsOf is not { } day || calendar.FindSessionOnOrBefore(day) != calendar.FindSessionOnOrBefore(draft.EntryDate));

    private static ReadPosition Priced(ReadPosition position, IReadOnlyDictionary<string, PriceSeries> found)
    {
        var draft = position.Draft!;
        if (CloseOf(found.GetValueOrDefault(draft.Symbol), draft.EntryDate) is not { } close)
            return position with { Notes = [.. position.Notes, $"There is no market price of {Day(draft.EntryDate)}: the entry price is that of the file."] };
        return position with
        {
            Draft = draft with { EntryPrice = close.Price },
            Fields = new Dictionary<TemplateColumn, string>(position.Fields) { [TemplateColumn.EntryPrice] = close.Price.ToString(CultureInfo.InvariantCulture) },
            Notes = [.. position.Notes.Where(note => !note.StartsWith("The file has no cost", StringComparison.Ordinal)), $"The file has no cost: the entry price is the market’s close of {Day(close.Date)}."],
        };
    }

    private static (DateOnly Date, decimal Price)? CloseOf(PriceSeries? series, DateOnly day) =>
        series?.IndexOnOrBefore(day) is >= 0 and var index && series.Dates[index] >= day.AddDays(-CarryDays) && series.Closes[index] > 0
            ? (series.Dates[index], Math.Round(series.Closes[index], PositionLimits.DerivedPriceDecimals))
            : null;

    private static string Day(DateOnly day) => day.ToString("d MMM yyyy", CultureInfo.InvariantCulture);
}
