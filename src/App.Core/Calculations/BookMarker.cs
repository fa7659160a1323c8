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
    private const string Rules = "marks/3";

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
    public MarkedBook Mark(Book book, DateOnly first, DateOnly last, MarketPrices loaded)
    {
        ArgumentNullException.ThrowIfNull(book);
        ArgumentNullException.ThrowIfNull(loaded);
        var needs = NeedsOf(book, first, last).ToDictionary(need => need.Symbol, StringComparer.Ordinal);
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
            (notes[i], priced[i]) = MarkPosition(marks, i, position, series, need?.From ?? default);
            var factors = position.Option is null ? series?.FactorsOfLast(sessions.Length) : null;
            units[i] = factors?[^1] ?? 1;
            if (position.Option is null && series is not null)
            {
                dividends.AddRange(DividendPayment.Of(i, sessions, factors, series.Actions));
            }
        }

        var cash = LedgerCash.BySession(sessions, book.Cash);
        var marked = new MarkedBook(
            book, [.. book.Positions.Select(LedgerPosition.Of)], marks, notes, [.. dividends], cash, units, priced, WarningsOf(book, marks, notes, last), string.Empty);
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
            : (new MarkNote(position.EntryDate, position.Class == InvestmentClass.Private ? "private, held at its entry price" : "no market price"), null);
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
        return new MarkNote(date, option.Volatility switch
        {
            { } volatility => string.Create(CultureInfo.InvariantCulture, $"model, volatility {volatility.Value:P1} {volatility.Source switch
            {
                VolatilitySource.EntryImplied => "implied by the entry",
                VolatilitySource.Realised => "realised over 63 sessions",
                _ => "by default",
            }}"),
            _ when position.ExpirationDate <= session => "expired, at its value then",
            _ => null,
        });
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

    private static string IdentityOf(MarkedBook marked)
    {
        var (book, marks) = (marked.Book, marked.Marks);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(string.Create(
            CultureInfo.InvariantCulture,
            $"{Rules};{book.Portfolio.Id};{book.Portfolio.PositionsVersion};{book.Portfolio.EquityBalance};{book.Portfolio.EquityAsOf:yyyyMMdd};{marks.Sessions[^1]:yyyyMMdd};"));
        var last = marks.Sessions.Length - 1;
        for (var i = 0; i < book.Positions.Count; i++)
        {
            // The day before counts too: the day's profit is taken from it.
            Append(string.Create(CultureInfo.InvariantCulture, $"{book.Positions[i].Id};{marks[i, last].Price};{marks[i, last].Source};{marks[i, Math.Max(0, last - 1)].Price};"));
        }

        var cash = last == 0 ? marked.Cash[0] : marked.CashOn(last);
        Append(string.Create(CultureInfo.InvariantCulture, $"{cash.Flow};{cash.Income};{string.Join(',', marked.Units)};"));
        return Convert.ToHexString(hash.GetHashAndReset());

        void Append(string text) => hash.AppendData(Encoding.UTF8.GetBytes(text));
    }

    private static string Iso(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
