using System.Text;
using App.Core.Imports.Brokers;
using App.Core.Imports.Csv;
using Shouldly;
using Support;
using Xunit;

namespace UnitTests.Imports.Brokers;

/// <summary>Files that hold no positions, with invented data: each is called what it is, and none that holds positions is.</summary>
public sealed class WrongFilesTests
{
    [Theory]
    [InlineData("\"Date\",\"Action\",\"Symbol\",\"Description\",\"Quantity\",\"Price\",\"Fees & Comm\",\"Amount\"\n\"01/05/2026\",\"Buy\",\"ABC\",\"ABC CORP\",\"3\",\"$10.00\",\"\",\"-$30.00\"", "schwab_transactions")]
    [InlineData("\"Transactions  for account Individual ...000 as of 01/05/2026\"\n\"Date\",\"Action\",\"Symbol\",\"Quantity\",\"Amount\"\n\"01/05/2026\",\"Buy\",\"ABC\",\"3\",\"-30\"", "schwab_transactions")]
    [InlineData("\"Realized Gain/Loss - Lot Details for ...000 as of 01/05/2026\",\"\"\n\"Symbol\",\"Name\",\"Closed Date\",\"Opened Date\",\"Quantity\",\"Proceeds\",\"Cost Basis (CB)\"\n\"ABC\",\"ABC CORP\",\"01/02/2026\",\"01/02/2024\",\"3\",\"$36.00\",\"$30.00\"", "schwab_realized")]
    [InlineData("\"Balances for account Individual ...000 as of 10:00 AM ET, 01/05/2026\"\n\"Type\",\"Value\"\n\"Cash\",\"$10.00\"", "schwab_balances")]
    [InlineData("\n\nRun Date,Action,Symbol,Description,Type,Quantity,Price ($),Commission ($),Fees ($),Accrued Interest ($),Amount ($),Settlement Date\n01/05/2026,YOU BOUGHT,ABC,ABC CORP,Cash,3,10,,,,-30,01/07/2026", "fidelity_activity")]
    [InlineData("Run Date,Account,Action,Symbol,Quantity,Price\n01/05/2026,Individual,YOU BOUGHT,ABC,3,10", "fidelity_activity")]
    [InlineData("Closed positions as of 05/06/2026 at 08:00:12 AM\nSymbol,Quantity,Last,Avg Proceeds,Avg Cost,$ Total G/L\nABC,3,12,12,10,6", "fidelity_closed")]
    [InlineData("Symbol,Action,Amount,Status,Order Time,Account\nABC,Buy,3,Filled at $10.00,09:30:00 AM ET Jan-05-2026,Individual", "fidelity_orders")]
    [InlineData("Date,Transaction Description,Fund,Source,Amount,Share Price,Shares,Running Balance\n01/05/2026,Contribution,C Fund,Employee,30.00,10.0000,3.0000,300.00", "tsp_transactions")]
    [InlineData("Date,L Income,L 2050,G Fund,F Fund,C Fund,S Fund,I Fund\n2026-01-05,27.1,40.2,19.1,20.3,100.4,90.5,50.6", "tsp_prices")]
    [InlineData("Account Number,Trade Date,Settlement Date,Transaction Type,Transaction Description,Investment Name,Symbol,Shares,Share Price,Principal Amount,Commission Fees,Net Amount,\n10000001,2026-01-05,2026-01-06,Buy,Buy,ABC FUND,ABCDX,3,10,-30,0,-30,", "vanguard_transactions")]
    [InlineData("For Account:,#####0000\n\nTransactionDate,TransactionType,SecurityType,Symbol,Quantity,Amount,Price,Commission,Description\n01/05/26,Bought,EQ,ABC,3,-30,10,0,ABC CORP", "etrade_transactions")]
    [InlineData("Record Type,Symbol,Quantity,Date Acquired,Acquisition Cost,Date Sold,Total Proceeds,Gain/Loss\nSell,ABC,3,01/02/2024,30,01/02/2026,36,6", "etrade_gains")]
    [InlineData("Account Summary\nAccount,Net Account Value,Total Gain $,Cash Purchasing Power\nIndividual -0000,1000.00,10.00,5.00", "etrade_balances")]
    [InlineData("COB Date,Account Nickname,Account Registration,Account #,Cash Balance,Money Accounts,Priced Investments,Total Value\n01/05/2026,CMA,Individual,0AA-00001,1,2,3,6", "merrill_balances")]
    [InlineData("Trade Date,Settlement Date,Account #,Type,Description 1,Description 2,Symbol/CUSIP #,Quantity,Price ($),Amount ($)\n01/05/2026,01/06/2026,0AA-00001,Purchase,ABC CORP,,ABC,3,10,(30)", "merrill_activity")]
    [InlineData("Statement,Header,Field Name,Field Value\nStatement,Data,Period,\"January 5, 2026\"\nTrades,Header,DataDiscriminator,Asset Category,Currency,Symbol,Date/Time,Quantity,T. Price,Proceeds\nTrades,Data,Order,Stocks,USD,ABC,\"2026-01-05, 10:00:00\",3,10,-30", "ibkr_statement")]
    [InlineData("ClientAccountID,CurrencyPrimary,AssetClass,Symbol,TradeID,TradeDate,Buy/Sell,Quantity,TradePrice\nU0000001,USD,STK,ABC,1,20260105,BUY,3,10", "ibkr_flex_trades")]
    [InlineData("ClientAccountID,AccountAlias,CurrencyPrimary,EndingCash,LevelOfDetail\nU0000001,Mine,USD,10,Currency", "ibkr_flex_other")]
    [InlineData("\"Activity Date\",\"Process Date\",\"Settle Date\",\"Instrument\",\"Description\",\"Trans Code\",\"Quantity\",\"Price\",\"Amount\"\n\"1/5/2026\",\"1/5/2026\",\"1/6/2026\",\"ABC\",\"ABC Corp\",\"Buy\",\"3\",\"$10.00\",\"($30.00)\"", "robinhood_activity")]
    [InlineData("Transaction Date,Ticker,Order Type,Shares,Amount\n2026-01-05,ABC,Buy,3,30", "any_transactions")]
    [InlineData("Ticker,Shares,Sale Date,Proceeds,Cost Basis\nABC,3,2026-01-05,36,30", "any_realized")]
    [InlineData("Customer,Opening Balance,Account Value,Buying Power\nMine,1,2,3", "any_balances")]
    [InlineData("Wertpapier;Stück;Kurs;Währung\nABC AG;3;10,00;EUR", "other_language")]
    [InlineData("Libellé;Quantité;Cours;Valorisation\nABC SA;3;10,00;30,00", "other_language")]
    [InlineData("Descripción,Cantidad,Precio\nABC SA,3,10", "other_language")]
    [InlineData("Titolo,Quantità,Prezzo\nABC SPA,3,10", "other_language")]
    [InlineData("Date,Amount,Payee\n2026-01-05,12.50,Cafe", "any_payments")]
    [InlineData("Date,Description,Amount,Running Bal.\n01/05/2026,RENT,-900.00,100.00", "any_payments")]
    [InlineData("Transaction Date,Post Date,Description,Category,Type,Amount,Memo\n01/05/2026,01/06/2026,CAFE,Food,Sale,-12.50,", "any_payments")]
    public void Recognise_AFileWithoutPositions_SaysWhatItIs(string text, string id)
    {
        var wrong = Recognise(text).ShouldNotBeNull();

        wrong.Id.ShouldBe(id);
        wrong.What.ShouldStartWith("a ");
        wrong.DownloadInstead.ShouldEndWith(".");
    }

    [Theory]
    [InlineData("\"Positions for account Individual ...000 as of 02:00 PM ET, 2026/01/05\"\n\n\"Symbol\",\"Description\",\"Qty (Quantity)\",\"Price\",\"Mkt Val (Market Value)\",\"Cost Basis\",\"Asset Type\"\n\"ABC\",\"ABC CORP\",\"3\",\"$12.00\",\"$36.00\",\"$30.00\",\"Equity\"")]
    [InlineData("Account Number,Investment Name,Symbol,Shares,Share Price,Total Value,\n10000001,ABC FUND,ABCDX,3,12,36,\n\nAccount Number,Trade Date,Settlement Date,Transaction Type,Transaction Description,Investment Name,Symbol,Shares,Share Price,Principal Amount,Commission Fees,Net Amount,\n10000001,2026-01-05,2026-01-06,Buy,Buy,ABC FUND,ABCDX,3,10,-30,0,-30,")]
    [InlineData("COB Date,Security #,Symbol,CUSIP #,Security Description,Account #,Quantity,Price ($),Value ($)\n01/05/2026,1,ABC,000000001,ABC CORP,0AA-00001,3,12,36")]
    [InlineData("ClientAccountID,CurrencyPrimary,AssetClass,Symbol,Quantity,MarkPrice,PositionValue\nU0000001,USD,STK,ABC,3,12,36")]
    [InlineData("Statement,Header,Field Name,Field Value\nStatement,Data,Period,\"January 5, 2026\"\nOpen Positions,Header,DataDiscriminator,Asset Category,Currency,Symbol,Quantity,Mult,Cost Price,Cost Basis,Close Price,Value\nOpen Positions,Data,Summary,Stocks,USD,ABC,3,1,10,30,12,36")]
    [InlineData("Symbol,Shares,Average Cost\nABC,3,10")]
    [InlineData("Symbol,Shares,Average Cost\nABC,3,10\nRealized Gain/Loss,,5")]
    [InlineData("Symbol,Quantity,Entry Price Per Share,Entry Date,Exit Date\nABC,3,10,2024-01-02,")]
    [InlineData("Fund,Value\nABC FUND,36")]
    [InlineData("one,two\n1,2")]
    [InlineData("")]
    public void Recognise_PositionsOrNothingKnown_ClaimsNothing(string text) => Recognise(text).ShouldBeNull();

    [Fact]
    public void Recognise_RealShapes_ClaimsTheBalancesAndNothingElse()
    {
        var folder = Path.GetDirectoryName(ReferenceData.PathOf("brokers/merrill_portfolio_summary_balances_regenerated.csv")).ShouldNotBeNull();

        var claimed = Directory.EnumerateFiles(folder, "*.csv").Select(file => Recognise(File.ReadAllText(file), Path.GetFileName(file))?.Id).Where(id => id is not null);

        claimed.ShouldBe(["merrill_balances"]);
    }

    [Theory]
    [InlineData("Fidelity_history.csv", "fidelity_transactions", "fidelity")]
    [InlineData("vanguard-orders.csv", "vanguard_transactions", "vanguard")]
    [InlineData("E-Trade.csv", "etrade_transactions", "etrade")]
    [InlineData("cities.csv", "any_transactions", "any-table")]
    public void Recognise_TransactionsInAFileThatNamesItsBroker_PointsToThatBroker(string fileName, string id, string guide)
    {
        var wrong = Recognise("Transaction Date,Ticker,Order Type,Shares,Amount\n2026-01-05,ABC,Buy,3,30", fileName).ShouldNotBeNull();

        wrong.Id.ShouldBe(id);
        wrong.Guide.ShouldBe(guide);
    }

    [Fact]
    public void Recognise_BalancesOfFidelity_AreKnownByTheLineThatNamesIt()
    {
        var wrong = Recognise("Fidelity Brokerage Services\nCustomer,Opening Balance,Account Value,Settled Cash\nMine,1,2,3").ShouldNotBeNull();

        wrong.Id.ShouldBe("fidelity_balances");
        wrong.DownloadInstead.ShouldContain("Positions page");
    }

    [Fact]
    public void Recognise_AFundCalledVanguardInARow_IsNoBroker() =>
        Recognise("Transaction Date,Ticker,Order Type,Shares,Amount,Name\n2026-01-05,ABC,Buy,3,30,Vanguard ABC Fund").ShouldNotBeNull().Broker.ShouldBe("");

    [Fact]
    public void Recognise_AStatementInGerman_AsksForEnglish()
    {
        var wrong = Recognise("Statement,Header,Feldname,Feldwert\nStatement,Data,Zeitraum,2026\nOffene Positionen,Header,Vermögenswertkategorie,Währung,Symbol,Menge\nOffene Positionen,Data,Aktien,USD,ABC,3").ShouldNotBeNull();

        wrong.Id.ShouldBe("other_language");
        wrong.What.ShouldContain("German");
        wrong.DownloadInstead.ShouldContain("Switch Interactive Brokers to English");
    }

    [Fact]
    public void Recognise_Robinhood_OffersTheTemplate() =>
        Recognise("Activity Date,Process Date,Settle Date,Instrument,Trans Code\n1/5/2026,1/5/2026,1/6/2026,ABC,Buy").ShouldNotBeNull().DownloadInstead.ShouldContain("template");

    [Fact]
    public void Guides_OfEveryBroker_AreWritten()
    {
        var guides = WrongFileRule.All.Select(rule => rule.File.Guide).Append(HoldingsExport.Citi.Guide).Append(HoldingsExport.Any.Guide).Distinct();

        foreach (var guide in guides)
            File.Exists(Path.Combine(Folder(), $"{guide}.md")).ShouldBeTrue(guide);
    }

    private static string Folder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "App.sln")))
            folder = folder.Parent.ShouldNotBeNull();
        return Path.Combine(folder.FullName, "docs", "guide");
    }

    private static WrongFile? Recognise(string text, string fileName = "export.csv") =>
        BrokerSheet.Of(TextDecoder.Decode(Encoding.UTF8.GetBytes(text)).Value, fileName).Select(WrongFiles.Recognise).FirstOrDefault(wrong => wrong is not null);
}
