using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using App.Core.Market;
using App.Core.Portfolios;
using App.Core.Risk.Formulas;
using App.Core.Snapshots;

namespace App.Core.Calculations;

/// <summary>Marks every position of a book on every session needed.</summary>
/// <remarks>A position without a price is marked at its entry price and noted; nothing here fails for want of data.</remarks>
public sealed class BookMarker(IPriceStore prices, TradingCalendar calendar, CalculationOptions options)
{
    // Changes when the rules below do, so that results computed by other rules are not taken for unchanged.
    internal const string Rules = "marks/3";

    // Sessions before the first one within which a price may be carried into it.
    private const int CarryDays = 10;

    /// <summary>The prices that <see cref="Mark"/> will look for.</summary>
    public IEnumerable<PriceNeed> NeedsOf(Book book, DateOnly first, DateOnly last)
    {
        ArgumentNullException.ThrowIfNull(book);
        var earliest = Before(first).AddDays(-CarryDays);
        return PriceNeeds.Of(book, last).Select(need => need.From <= earliest ? need : need with { From = earliest });
    }

    /// <summary>Marks the book from the session before <paramref name="first"/> to <paramref name="last"/>. Pure.</summary>
    /// <param name="book">The book.</param>
    /// <param name="first">The first session needed.</param>
    /// <param name="last">The last one, not before <paramref name="first"/>.</param>
    /// <param name="loaded">The prices, those of <see cref="NeedsOf"/> among them.</param>
    public MarkedBook Mark(Book book, DateOnly first, DateOnly last, MarketPrices loaded) => MarkBy(NeedsOf(book, first, last), book, first, last, loaded);

    /// <summary>Marks the book on one session from prices that were loaded for a later one. Pure.</summary>
    /// <param name="book">The book.</param>
    /// <param name="session">The session, not before the book's anchor.</param>
    /// <param name="loadedTo">The session that the prices were loaded for.</param>
    /// <param name="seen">These prices as they were seen at <paramref name="session"/>, see <see cref="MarketPrices.UpTo"/>.</param>
    public MarkedBook MarkOn(Book book, DateOnly session, DateOnly loadedTo, MarketPrices seen) => MarkBy(NeedsOf(book, session, loadedTo), book, session, session, seen);

    private MarkedBook MarkBy(IEnumerable<PriceNeed> needed, Book book, DateOnly first, DateOnly last, MarketPrices loaded)
    {
        ArgumentNullException.ThrowIfNull(book);
        ArgumentNullException.ThrowIfNull(loaded);
        var needs = needed.ToDictionary(need => need.Symbol, StringComparer.Ordinal);
        var marks = new MarkMatrix(book.Positions.Count, calendar.Sessions(Before(first), last));
        var sessions = marks.Sessions.ToArray();
        var notes = new MarkNote[book.Positions.Count];
        var units = new decimal[book.Positions.Count];
        var priced = new BlackScholesInputs?[book.Positions.Count];
        List<DividendPayment> dividends = [];
        for (var i = 0; i < book.Positions.Count; i++)
        {
            var position = book.Positions[i];
            var need = position.PricedBy is { } symbol ? needs.GetValueOrDefault(symbol) : null;
            var series = (need is null ? null : loaded.Find(need))?.StatedOn(book.StatedOn(position));
            (notes[i], priced[i]) = position.Class == InvestmentClass.Private
                ? (MarkPrivate(marks, i, position, book.Valuations.GetValueOrDefault(position.Id, [])), null)
                : MarkPosition(marks, i, position, series, need?.From ?? default);
            var factors = position.Option is null ? series?.FactorsOfLast(sessions.Length) : null;
            units[i] = factors?[^1] ?? 1;
            if (position.Option is null && series is not null)
            {
                dividends.AddRange(DividendPayment.Of(i, sessions, factors, series.Actions));
            }
        }

        var cash = LedgerCash.BySession(sessions, book.Cash);
        var marked = new MarkedBook(
            book, [.. book.Positions.Select(LedgerPosition.Of)], marks, notes, [.. dividends], cash, units, priced, WarningsOf(book, marks, notes, last), string.Empty)
        {
            AtEntry = AtEntryOf(book, marks, notes, last),
        };
        return marked with { Identity = IdentityOf(marked) };
    }

    /// <summary>Loads a single book's prices and marks it.</summary>
    public async Task<MarkedBook> MarkAsync(Book book, DateOnly first, DateOnly last, CancellationToken cancellationToken)
    {
        using var window = new MarketWindow(prices, calendar, last);
        return Mark(book, first, last, await window.LoadAsync(NeedsOf(book, first, last), cancellationToken));
    }

    private DateOnly Before(DateOnly first) => first > calendar.First.AddDays(CarryDays) ? calendar.PreviousSession(first) : first;

    private (MarkNote Note, BlackScholesInputs? Option) MarkPosition(MarkMatrix marks, int row, Position position, AlignedSeries? series, DateOnly from)
    {
        var sessions = marks.Sessions;
        var last = sessions.Length - 1;
        if (position.Option is { } terms && series is not null)
        {
            var market = new OptionMarket(options.RiskFreeRate, Math.Log(1 + series.DividendYield));
            var (entry, underlying) = (new OptionEntry(terms, position.EntryDate, position.EntryPrice), series.ToUnderlying(from));
            var shown = OptionMarks.Row(entry, underlying, market, calendar, sessions.Length);
            for (var i = 0; i < shown.Length; i++)
            {
                marks[row, i] = shown[i].Mark;
            }

            return (
                NoteOf(position, series, shown[last], sessions[last]),
                OptionMarks.InputsAt(entry, underlying, market, shown[last].Volatility));
        }

        if (series is not null)
        {
            var quoted = new Mark[sessions.Length];
            StalePrice.Fill(series.Closes, position.EntryPrice, quoted);
            marks.SetRow(row, quoted);
            return (NoteOf(position, series, quoted[last], sessions[last]), null);
        }

        // A money-market fund is worth 1 by what it is, whether a source knows it or not.
        var constant = position is { Class: InvestmentClass.Public, Subtype: InvestmentSubtype.Cash }
            ? new Mark(1, MarkSource.Quoted)
            : new Mark(position.EntryPrice, MarkSource.Entry);
        for (var i = 0; i < sessions.Length; i++)
        {
            marks[row, i] = constant;
        }

        return constant.Source == MarkSource.Quoted
            ? (new MarkNote(sessions[last], "money-market fund at 1"), null)
            : (new MarkNote(position.EntryDate, "no market price"), null);
    }

    private static MarkNote MarkPrivate(MarkMatrix marks, int row, Position position, IReadOnlyList<PositionValuation> valuations)
    {
        var given = new Mark[marks.Sessions.Length];
        var newest = GivenValues.Fill(marks.Sessions, valuations, position.EntryPrice, given);
        marks.SetRow(row, given);
        return newest is null
            ? new MarkNote(position.EntryDate, "private, held at its entry price")
            : new MarkNote(newest.Date, string.Create(CultureInfo.InvariantCulture, $"given, {newest.Date:d MMMM yyyy}"));
    }

    private static MarkNote NoteOf(Position position, AlignedSeries series, in Mark mark, DateOnly session) => mark.Source switch
    {
        MarkSource.Quoted => new MarkNote(session, null),
        MarkSource.Stale => new MarkNote(series.LastPriceDate!.Value, $"last price of {Iso(series.LastPriceDate.Value)}"),
        _ => new MarkNote(position.EntryDate, "no market price for over five sessions"),
    };

    private static MarkNote NoteOf(Position position, AlignedSeries series, in OptionMark option, DateOnly session)
    {
        if (option.Mark.Source == MarkSource.Entry)
        {
            return new MarkNote(position.EntryDate, $"no price of {position.UnderlyingSymbol}");
        }

        var date = option.Mark.Source == MarkSource.Model ? session : series.LastPriceDate!.Value;
        var text = option.Volatility switch
        {
            { } volatility => string.Create(CultureInfo.InvariantCulture, $"model, volatility {volatility.Value:P1} {volatility.Source switch
            {
                VolatilitySource.EntryImplied => "implied by the entry",
                VolatilitySource.Realised => "realised over 63 sessions",
                _ => "by default",
            }}"),
            _ when position.ExpirationDate <= session => "expired, at its value then",
            _ => null,
        };
        return new MarkNote(date, text, option.Volatility?.Source);
    }

    private static List<string> WarningsOf(Book book, MarkMatrix marks, MarkNote[] notes, DateOnly session)
    {
        List<string> warnings = [];
        var sources = marks.SourcesOn(marks.Sessions.Length - 1);
        for (var i = 0; i < notes.Length; i++)
        {
            var position = book.Positions[i];
            if (sources[i] == MarkSource.Stale && LedgerPosition.Of(position).IsHeldAt(session))
            {
                warnings.Add($"{position.Symbol} has no price of {Iso(session)}: its {notes[i].Text} is carried forward.");
            }
        }

        return [.. warnings.Distinct(StringComparer.Ordinal)];
    }

    // A money-market fund is not missed: it is worth 1 by what it is.
    private static List<EntryMark> AtEntryOf(Book book, MarkMatrix marks, MarkNote[] notes, DateOnly session)
    {
        var sources = marks.SourcesOn(marks.Sessions.Length - 1);
        List<EntryMark> found = [];
        for (var i = 0; i < notes.Length; i++)
        {
            var position = book.Positions[i];
            if (sources[i] == MarkSource.Entry
                && position is { PricedBy: { } symbol } and not { Class: InvestmentClass.Public, Subtype: InvestmentSubtype.Cash }
                && LedgerPosition.Of(position).IsHeldAt(session))
            {
                found.Add(new EntryMark(symbol, $"{position.Symbol} is valued at its entry price on {Iso(session)}: {notes[i].Text}."));
            }
        }

        return found;
    }

    // What a share has become since the statement is not in the marks, which are by the unit of the statement.
    private static string IdentityOf(MarkedBook marked) => Convert.ToHexString(SHA256.HashData(
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{marked.IdentityOn(marked.Marks.Sessions.Length - 1)};{string.Join(',', marked.Units)}"))));

    private static string Iso(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
