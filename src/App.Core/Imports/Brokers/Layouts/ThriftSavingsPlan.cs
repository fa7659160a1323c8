using System.Text.RegularExpressions;

namespace App.Core.Imports.Brokers.Layouts;

/// <summary>The Thrift Savings Plan of the United States: its funds by letter or by year, shares, share price, balance. No fund has a ticker.</summary>
internal sealed partial class ThriftSavingsPlan : PositionsLayout
{
    // G Fund alone may be anybody's.
    private const int FewestFunds = 2;

    public override string Id => "tsp_funds";

    public override string Broker => "TSP";

    public override string Title => "Funds of the Thrift Savings Plan";

    public override bool IsPlan => true;

    public override Recognition Recognise(BrokerSheet sheet)
    {
        if (HeaderOf(sheet) is not { } header || ColumnMap.Of(header.Line, header.Cells, Find) is not { } map || !map.Has(PositionField.Description) || map.Has(PositionField.Symbol))
            return Recognition.None;
        var rows = sheet.Sample.SkipWhile(row => row != header).Skip(1).Where(row => row.Cells.Count > 0).ToList();
        var funds = rows.Count(row => Fund().IsMatch(BrokerEntries.Clip(map.Cell(PositionField.Description, row.Cells))));
        var isNamed = sheet.FileName.Contains("tsp", StringComparison.OrdinalIgnoreCase) || sheet.Sample.Any(row => row.Cells.Any(cell => Plan().IsMatch(BrokerEntries.Clip(cell))));
        if (funds < FewestFunds && !(funds == 1 && isNamed))
            return Recognition.None;
        var reason = $"{funds} of its rows are funds of the Thrift Savings Plan.";
        return isNamed ? new(98, [reason, "It names the plan."]) : new(93, [reason]);
    }

    public override PositionField? Find(string title) => Csv.HeaderName.KeyOf(title) switch
    {
        "funds" => PositionField.Description,
        _ => base.Find(title),
    };

    // The type of an account is told by its name.
    public override AccountLabel Unnamed => new("", "Thrift Savings Plan");

    // G, F, C, S and I; lifecycle funds L Income and L 2030 to L 2075.
    [GeneratedRegex(@"^(?:[GFCSI][\s-]+Fund\b.*|L[\s-]+(?:Income|20\d\d)(?:[\s-]+Fund)?\b.*|(?:Government Securities|Fixed Income Index|Common Stock Index|Small Cap Stock Index|International Stock Index) (?:Investment )?\(?[GFCSI]\)? ?Fund)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Fund();

    [GeneratedRegex(@"thrift savings|\btsp\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Plan();
}
