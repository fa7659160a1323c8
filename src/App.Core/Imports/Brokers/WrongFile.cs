namespace App.Core.Imports.Brokers;

/// <summary>A file that is known and holds no positions: what it is, and how to get the one that does.</summary>
/// <param name="Id">The stable id in snake_case, such as <c>schwab_transactions</c>.</param>
/// <param name="Broker">Whose it is; empty when nothing tells.</param>
/// <param name="What">What it is, as a noun with its article: “a list of transactions”.</param>
/// <param name="DownloadInstead">What to download instead and where to click, in sentences.</param>
/// <param name="Guide">The slug of the page of the user guide that says more: <c>schwab</c> is <c>docs/guide/schwab.md</c> and <c>/guide/schwab</c>.</param>
public sealed record WrongFile(string Id, string Broker, string What, string DownloadInstead, string Guide)
{
    /// <summary>True for what may well be a list of holdings, only in words that are not understood: its columns can be chosen instead.</summary>
    public bool MayBeMapped { get; init; }
}
