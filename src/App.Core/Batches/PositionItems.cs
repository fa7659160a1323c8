using System.Globalization;
using System.Text.Json;
using App.Core.Imports;
using App.Core.Imports.Rules;
using App.Core.Portfolios;
using App.Core.Results;

namespace App.Core.Batches;

/// <summary>The fields of a position as programs spell them: the template's columns.</summary>
public static class PositionFields
{
    /// <summary>Which of the same symbol, day and contract; 1 when it was left out.</summary>
    public const string Lot = "lot";

    /// <summary>In the order of the template's columns.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "symbol", "quantity", "entry_price", "entry_date", "investment_class", "investment_subtype", "underlying_symbol", "strike_price", "expiration_date", "option_type", "exit_date", "exit_price",
    ];

    /// <summary>Those that a position is known by.</summary>
    public static IReadOnlyList<string> OfKey { get; } = ["symbol", "entry_date", "underlying_symbol", "strike_price", "expiration_date", "option_type", Lot];

    /// <summary>True for those that are numbers.</summary>
    public static bool IsNumber(string name) => name is "quantity" or "entry_price" or "strike_price" or "exit_price" or Lot or "version";

    /// <summary>The field of a column.</summary>
    public static string Of(TemplateColumn column) => Names[(int)column];

    /// <summary>A field of a stored position as text; null when it has no value.</summary>
    public static string? TextOf(Position position, string name)
    {
        ArgumentNullException.ThrowIfNull(position);
        return name switch
        {
            "symbol" => position.Symbol,
            "quantity" => Text(position.Quantity),
            "entry_price" => Text(position.EntryPrice),
            "entry_date" => Text(position.EntryDate),
            "investment_class" => Codes.InvestmentClasses.NameOf(position.Class),
            "investment_subtype" => position.Subtype is { } subtype ? Codes.InvestmentSubtypes.NameOf(subtype) : null,
            "underlying_symbol" => position.UnderlyingSymbol,
            "strike_price" => Text(position.StrikePrice),
            "expiration_date" => Text(position.ExpirationDate),
            "option_type" => position.OptionType is { } type ? Codes.OptionTypes.NameOf(type) : null,
            "exit_date" => Text(position.ExitDate),
            "exit_price" => Text(position.ExitPrice),
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, "No field of a position."),
        };
    }

    /// <summary>An error of the import's rules as one of a program's field.</summary>
    internal static Error Spelled(Error error) =>
        error.Field is { } title && TemplateColumns.Find(title) is { } column ? error with { Field = Of(column) } : error;

    private static string? Text(decimal? number) => number?.ToString("0.############################", CultureInfo.InvariantCulture);

    private static string? Text(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <summary>A position that is to be made, or to take the place of the one of its key.</summary>
/// <param name="Index">Its place in the call.</param>
/// <param name="Key">What it will be known by.</param>
/// <param name="Draft">The position.</param>
internal sealed record PlannedPosition(int Index, string Key, PositionDraft Draft);

/// <summary>A change of a position as it was sent, once its form is good.</summary>
/// <param name="Index">Its place in the call.</param>
/// <param name="Key">The key of the row it means; null when it names it by id.</param>
/// <param name="Id">The id of the row it means; null when it names it by key.</param>
/// <param name="Set">The fields to be set; an empty or missing value empties one.</param>
/// <param name="Where">What has to hold of the row; null for nothing.</param>
internal sealed record PlannedChange(int Index, string? Key, Guid? Id, PositionPatch Set, RowCondition? Where)
{
    public string Name => Key ?? Id!.Value.ToString();
}

/// <summary>What is to be changed of a position: fields as programs spell them, and their values as texts; null or empty takes a value away.</summary>
/// <param name="Values">The values of the fields that are set.</param>
public sealed record PositionPatch(IReadOnlyDictionary<string, string?> Values)
{
    /// <summary>True when the field is set.</summary>
    public bool Sets(TemplateColumn column) => Values.ContainsKey(PositionFields.Of(column));
}

/// <summary>Reads the positions of a bulk call, each by the rules that hold for a row of a file, so that the same codes say the same.</summary>
/// <param name="today">The last day that is not in the future.</param>
internal sealed class PositionItems(DateOnly today)
{
    private const string AnyQuantity = "1";

    private static readonly string[] OfItem = [.. PositionFields.Names, PositionFields.Lot];

    private static readonly string[] OfIdMatch = ["id"];

    private static readonly string[] OfCondition = ["version", .. PositionFields.Names];

    private readonly RowJudge _judge = new(today);
    private readonly CandidateRow _row = new();

    /// <summary>Positions that are to be made. Those at fault go into the tally.</summary>
    public IReadOnlyList<PlannedPosition> ReadNew(IReadOnlyList<JsonElement> items, BulkTally tally)
    {
        List<PlannedPosition> planned = new(items.Count);
        for (var index = 0; index < items.Count; index++)
        {
            var fields = ItemFields.Read(items[index], "a position", OfItem, PositionFields.IsNumber);
            List<Error> errors = [.. fields.Errors];
            var lot = LotOf(fields, errors);
            if (fields.Errors.Count == 0)
            {
                Fill(name => fields[name]);
                if (_judge.Judge(_row, errors) is { } draft && errors.Count == 0)
                {
                    planned.Add(new(index, LotKeys.Of(draft.Symbol, draft.EntryDate, draft.Option, lot), draft));
                    continue;
                }
            }

            tally.Fail(index, ItemFault.Clip(fields["symbol"]), errors);
        }

        return planned;
    }

    /// <summary>Changes of positions. Those at fault go into the tally; what they make of a row is judged beside what is stored of it.</summary>
    public IReadOnlyList<PlannedChange> ReadChanges(BulkTerms terms, BulkTally tally)
    {
        List<Error> whole = [];
        var where = terms.Where is { } sent ? RowCondition.Read(sent, OfCondition, PositionFields.IsNumber, whole) : null;
        List<PlannedChange> planned = new(terms.Items.Count);
        for (var index = 0; index < terms.Items.Count; index++)
        {
            List<Error> errors = [.. whole];
            if (ChangeOf(index, terms.Items[index], terms.MatchesId, where, errors) is { } change && errors.Count == 0)
            {
                planned.Add(change);
            }
            else
            {
                tally.Fail(index, ItemFault.Clip(SymbolOf(terms.Items[index])), errors);
            }
        }

        return planned;
    }

    private PlannedChange? ChangeOf(int index, JsonElement item, bool matchesId, RowCondition? where, List<Error> errors)
    {
        var match = ItemFields.Read(item, "a change", matchesId ? OfIdMatch : PositionFields.OfKey, PositionFields.IsNumber, "set", "where");
        errors.AddRange(match.Errors);
        if (item.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var set = SetOf(item, errors);
        var own = item.TryGetProperty("where", out var sent) && sent.ValueKind != JsonValueKind.Null ? RowCondition.Read(sent, OfCondition, PositionFields.IsNumber, errors) : where;
        if (errors.Count > 0)
        {
            return null;
        }

        return matchesId
            ? IdOf(match, errors) is { } id ? new(index, null, id, set, own) : null
            : KeyOf(match, errors) is { } key ? new(index, key, null, set, own) : null;
    }

    private static PositionPatch SetOf(JsonElement item, List<Error> errors)
    {
        if (!item.TryGetProperty("set", out var sent))
        {
            errors.Add(BulkErrors.ItemInvalid.Because("set is missing. Send the fields that are to be changed, with their new values.", "set"));
            return new(new Dictionary<string, string?>());
        }

        var set = ItemFields.Read(sent, "a change", PositionFields.Names, PositionFields.IsNumber);
        errors.AddRange(set.Errors.Select(error => error with { Field = error.Field ?? "set" }));
        if (set.Errors.Count == 0 && set.Names.Count == 0)
        {
            errors.Add(BulkErrors.ItemInvalid.Because($"set has nothing to change. Send at least one of {string.Join(", ", PositionFields.Names)}.", "set"));
        }

        return new(set.Names.ToDictionary(name => name, name => set[name]));
    }

    private static Guid? IdOf(ItemFields match, List<Error> errors)
    {
        if (Guid.TryParse(match["id"], out var id))
        {
            return id;
        }

        errors.Add(BulkErrors.ItemInvalid.Because($"id is {(match["id"] is { } text ? $"“{ItemFault.Clip(text)}”, which is no id" : "missing")}. Send the id of a position, or match by key.", "id"));
        return null;
    }

    // A row with any quantity and price has the key of the one that is meant, or the faults that keep it from having one.
    private string? KeyOf(ItemFields match, List<Error> errors)
    {
        var lot = LotOf(match, errors);
        Fill(name => name is "quantity" or "entry_price" ? AnyQuantity : match[name]);
        return _judge.Judge(_row, errors) is { } draft && errors.Count == 0 ? LotKeys.Of(draft.Symbol, draft.EntryDate, draft.Option, lot) : null;
    }

    private static string? SymbolOf(JsonElement item) => item.ValueKind == JsonValueKind.Object ? SentJson.TextOf(item, "symbol") ?? SentJson.TextOf(item, "id") : null;

    private static int LotOf(ItemFields fields, List<Error> errors)
    {
        if (fields[PositionFields.Lot] is not { } text)
        {
            return 1;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var lot) && lot is >= 1 and <= LotKeys.MostLots)
        {
            return lot;
        }

        errors.Add(BulkErrors.ItemInvalid.Because(
            $"lot is {ItemFault.Clip(text)}. Send a whole number from 1 to {LotKeys.MostLots}, or leave it out for 1: which of the positions of the same symbol, day and contract it is.", PositionFields.Lot));
        return 1;
    }

    private void Fill(Func<string, string?> value)
    {
        _row.Clear();
        for (var column = 0; column < PositionFields.Names.Count; column++)
        {
            if (value(PositionFields.Names[column]) is { } text)
            {
                _row[(TemplateColumn)column] = text;
            }
        }
    }
}

/// <summary>The rules on a row of a file, for rows that come one by one.</summary>
internal sealed class RowJudge
{
    private readonly FaultLog _faults = new();
    private readonly PositionRules _rules;

    /// <param name="today">The last day that is not in the future.</param>
    /// <param name="isDerived">True for one whose price was divided out of a total and stays.</param>
    public RowJudge(DateOnly today, bool isDerived = false) => _rules = new(today, _faults, isDerived: isDerived);

    /// <summary>The position; null with faults, which are added in a program's spelling until too many were.</summary>
    public PositionDraft? Judge(CandidateRow row, List<Error> errors)
    {
        var before = _faults.Errors.Count;
        var draft = _rules.Check(row, line: null);
        for (var i = before; i < _faults.Errors.Count; i++)
        {
            errors.Add(PositionFields.Spelled(_faults.Errors[i]));
        }

        return draft;
    }
}

/// <summary>Works out what changes make of stored positions: each is judged beside what is stored, in the order of the call.</summary>
/// <param name="today">The last day that is not in the future.</param>
internal sealed class PositionPatching(DateOnly today)
{
    private readonly RowJudge _judge = new(today);
    private readonly RowJudge _derived = new(today, isDerived: true);
    private readonly CandidateRow _row = new();

    /// <summary>The rows that are to be written; what is at fault, left alone or as it says already goes into the tally.</summary>
    /// <param name="changes">The changes.</param>
    /// <param name="stored">The positions of the portfolio, all of them.</param>
    /// <param name="version">The version of them.</param>
    /// <param name="tally">Told of all else.</param>
    public IReadOnlyList<BulkRow<Position>> Plan(IReadOnlyList<PlannedChange> changes, IReadOnlyList<Position> stored, int version, BulkTally tally)
    {
        var byKey = stored.ToDictionary(position => position.LotKey, StringComparer.Ordinal);
        var byId = stored.ToDictionary(position => position.Id);
        var taken = byKey.Keys.ToHashSet(StringComparer.Ordinal);
        var changedBy = new Dictionary<Guid, int>();
        List<BulkRow<Position>> rows = [];
        foreach (var change in changes)
        {
            var row = change.Id is { } id ? byId.GetValueOrDefault(id) : byKey.GetValueOrDefault(change.Key!);
            if (row is null)
            {
                tally.Fail(change.Index, change.Name, BulkErrors.NoSuchRow.Because($"The portfolio has no position “{change.Name}”.", change.Id is null ? "symbol" : "id"));
            }
            else if (!changedBy.TryAdd(row.Id, change.Index))
            {
                tally.Fail(change.Index, change.Name, BulkErrors.Doubled.Because($"Item {changedBy[row.Id]} changes the same position. Send all that is to be changed of it in one item."));
            }
            else if (change.Where?.Judge(name => name == "version" ? version.ToString(CultureInfo.InvariantCulture) : PositionFields.TextOf(row, name)) is { } unmet)
            {
                tally.Skip(change.Index, change.Name, unmet);
            }
            else
            {
                Apply(change, row, taken, rows, tally);
            }
        }

        return rows;
    }

    private void Apply(PlannedChange change, Position row, HashSet<string> taken, List<BulkRow<Position>> rows, BulkTally tally)
    {
        List<Error> errors = [];
        if (Patched(row, change.Set, errors) is not { } after || errors.Count > 0)
        {
            tally.Fail(change.Index, change.Name, errors);
            return;
        }

        // One of another symbol, day or contract is the first of its kind there, or it is in the way of the one that is.
        var key = LotKeys.BaseOf(row.LotKey) == LotKeys.BaseOf(after) ? row.LotKey : LotKeys.BaseOf(after);
        if (key != row.LotKey && taken.Contains(key))
        {
            tally.Fail(change.Index, change.Name, BulkCall.Taken("position", key));
            return;
        }

        after = after.Keyed(key);
        if (IsSame(row, after))
        {
            tally.Succeed(RowOutcome.Unchanged);
            return;
        }

        if (key != row.LotKey)
        {
            taken.Remove(row.LotKey);
            taken.Add(key);
        }

        rows.Add(new(change.Index, change.Name, after));
    }

    private Position? Patched(Position stored, PositionPatch set, List<Error> errors)
    {
        _row.Clear();
        for (var column = 0; column < PositionFields.Names.Count; column++)
        {
            var name = PositionFields.Names[column];
            if ((set.Values.TryGetValue(name, out var value) ? value : PositionFields.TextOf(stored, name)) is { } text)
            {
                _row[(TemplateColumn)column] = text;
            }
        }

        // What is not changed is not judged: a price that an import divided out of a total has more decimals than one that somebody writes.
        var judge = set.Sets(TemplateColumn.EntryPrice) || stored.EntryPrice.Scale <= PositionLimits.PublicPriceDecimals ? _judge : _derived;
        if (judge.Judge(_row, errors) is not { } draft)
        {
            return null;
        }

        var isOfKind = set.Sets(TemplateColumn.InvestmentClass) || set.Sets(TemplateColumn.InvestmentSubtype) || set.Sets(TemplateColumn.Symbol) || set.Sets(TemplateColumn.OptionType);
        return Position.From(
            draft with
            {
                Subtype = isOfKind ? draft.Subtype : stored.Subtype,
                IsEntryDateEstimated = stored.IsEntryDateEstimated && !set.Sets(TemplateColumn.EntryDate),
                IsEntryPriceEstimated = stored.IsEntryPriceEstimated && !set.Sets(TemplateColumn.EntryPrice),
            },
            stored.Id,
            stored.PortfolioId,
            stored.Ordinal);
    }

    private static bool IsSame(Position before, Position after) =>
        before.LotKey == after.LotKey
        && PositionFields.Names.All(name => PositionFields.TextOf(before, name) == PositionFields.TextOf(after, name))
        && (before.IsEntryDateEstimated, before.IsEntryPriceEstimated) == (after.IsEntryDateEstimated, after.IsEntryPriceEstimated);
}
