using System.Text.RegularExpressions;

namespace App.Core.Imports.Brokers;

/// <summary>Where a broker gives out what is held.</summary>
/// <param name="Key">The beginning of the ids of its wrong files.</param>
/// <param name="Broker">Its name; empty for a broker that nothing tells.</param>
/// <param name="Guide">The slug of its page in the user guide.</param>
/// <param name="How">What to download and where to click, in sentences.</param>
internal sealed partial record HoldingsExport(string Key, string Broker, string Guide, string How)
{
    private const int LongestHeading = 200;

    public static readonly HoldingsExport Schwab = new("schwab", "Schwab", "schwab",
        "Download the positions: on schwab.com open Accounts, then Positions, choose the account and use Export above the table.");

    public static readonly HoldingsExport Fidelity = new("fidelity", "Fidelity", "fidelity",
        "Download the positions: on fidelity.com open the Positions page and use the download button above the table. The file's name begins with Portfolio_Positions.");

    public static readonly HoldingsExport Vanguard = new("vanguard", "Vanguard", "vanguard",
        "Download the holdings: on vanguard.com open the download center, choose the CSV file for spreadsheets and your accounts. The file begins with a table of holdings and is called OfxDownload.csv.");

    public static readonly HoldingsExport Etrade = new("etrade", "E*TRADE", "etrade",
        "Download the portfolio: on etrade.com open Portfolios, choose the account and a view with symbol and quantity, and use Download. The file is called PortfolioDownload.csv.");

    public static readonly HoldingsExport Merrill = new("merrill", "Merrill", "merrill",
        "Download the holdings: open the Holdings page of the account and export it as CSV. The file has the columns Symbol, Quantity and Value.");

    public static readonly HoldingsExport InteractiveBrokers = new("ibkr", "Interactive Brokers", "interactive-brokers",
        "Download the open positions: in the portal open Performance & Reports, then Statements, and run an activity statement as CSV; or run an activity Flex query with the section Open Positions as CSV.");

    public static readonly HoldingsExport Robinhood = new("robinhood", "Robinhood", "robinhood",
        "Robinhood has no export of positions. Download the template here, copy symbol, shares and average cost of each position from the Robinhood app into it, and import that.");

    public static readonly HoldingsExport Citi = new("citi", "Citi", "citi",
        "Download the holdings: open the Holdings page of the investment account and export it.");

    public static readonly HoldingsExport Tsp = new("tsp", "TSP", "workplace-plans",
        "Download the funds: on tsp.gov sign in to My Account and open the page of your plan's balance by fund. Where it offers no file, download the template here and fill in a row for each fund, with its shares and its share price.");

    public static readonly HoldingsExport Any = new("any", "", "any-table",
        "Download the positions or holdings instead: a table with one row for each security that is held, with its symbol and its quantity. Most brokers have it as Export or Download on the page of positions.");

    /// <summary>The broker that the file's name or a line of its own in the file names. A fund called Vanguard in a row of data does not count.</summary>
    public static HoldingsExport Of(BrokerSheet sheet)
    {
        var headings = sheet.Sample.Where(row => row.Cells.Count(cell => cell.Trim().Length > 0) == 1).Select(row => row.Cells.First(cell => cell.Trim().Length > 0));
        return Of(headings.Prepend(sheet.FileName));
    }

    /// <summary>The broker that the file's name or words of its own name; <see cref="Any"/> when nothing does.</summary>
    public static HoldingsExport Of(IEnumerable<string> words) => words.Select(Find).FirstOrDefault(found => found is not null) ?? Any;

    private static HoldingsExport? Find(string text)
    {
        var name = Names().Match(text.Length > LongestHeading ? text[..LongestHeading] : text);
        return name.Success ? Named(name.Groups.Values.Skip(1).First(group => group.Success).Name) : null;
    }

    private static HoldingsExport Named(string group) => group switch
    {
        "schwab" => Schwab,
        "fidelity" => Fidelity,
        "vanguard" => Vanguard,
        "etrade" => Etrade,
        "merrill" => Merrill,
        "ibkr" => InteractiveBrokers,
        "robinhood" => Robinhood,
        "tsp" => Tsp,
        _ => Citi,
    };

    [GeneratedRegex(@"(?<schwab>schwab)|(?<fidelity>fidelity)|(?<vanguard>vanguard)|(?<etrade>e[*\-_]?trade)|(?<merrill>merrill)|(?<ibkr>interactive ?brokers|ibkr)|(?<robinhood>robinhood)|(?<tsp>thrift savings|(?<![a-z])tsp(?![a-z]))|(?<citi>\bciti(?:bank|group)?\b)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 200)]
    private static partial Regex Names();
}
