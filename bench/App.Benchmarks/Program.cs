using App.Benchmarks;

// dotnet run -c Release --project bench/App.Benchmarks -- <verb>
// A verb is one class with one static RunAsync that prints its figures and returns 0 when its bound holds, so that a script can ask.
var verbs = new Dictionary<string, (string Summary, Func<string[], Task<int>> Run)>
{
    ["parse"] = ("parse and validate 10 000 template rows against CsvHelper reading them into records; bound 1.5 ×", _ => Task.FromResult(ParseBenchmark.Run())),
    ["brokers"] = ("read a Schwab file of 10 000 rows into positions against CsvHelper reading its rows into records", _ => Task.FromResult(BrokerBenchmark.Run())),
    ["store"] = ("store 10 000 positions against a hand-written prepared insert (SQLite) and binary COPY (PostgreSQL); bound 2 ×", StoreBenchmark.RunAsync),
    ["bulk"] = ("100, 500 and 10 000 positions in one bulk call, from its JSON to its report; the engine against a hand-written prepared insert and binary COPY, bound .9 ×", BulkBenchmark.RunAsync),
    ["prices"] = ("store and load 500 symbols × 10 years against a hand-written prepared insert, binary COPY and reader; bounds 2 × and 1.25 ×", PricesBenchmark.RunAsync),
    ["nightly"] = ("calculate a session for 1 000 portfolios of 25 positions, prices stored; bound 200 a second on one node; or: nightly sqlite 100 1000 10000", NightlyBenchmark.RunAsync),
    ["run"] = ("from the request for a calculation of 25 positions to its end, over HTTP; bound 300 ms", RunBenchmark.RunAsync),
    ["progress"] = ("from a run's progress to the page that shows it, on the node that calculates and on another; two processes on PostgreSQL, a real browser", _ => ProgressBenchmark.RunAsync()),
    ["risk"] = ("the analytics of books of 25, 500 and 5 000 positions × 252 sessions, each and together; or: risk 500", RiskBenchmark.RunAsync),
    ["greeks"] = ("price and Greeks of options, European and American, a second, against prices and differences of prices", _ => Task.FromResult(GreeksBenchmark.Run())),
    ["center"] = ("the command center of 25 and 500 positions: its queries over HTTP, its page in a real browser, memory of a page that is open; or: center sqlite 500", CenterBenchmark.RunAsync),
    ["journey"] = ("start to first page, click on Import to the command center for 50 positions, memory after ten uploads; in a real browser", _ => JourneyBenchmark.RunAsync()),
};

if (args is [var verb, .. var rest] && verbs.TryGetValue(verb, out var chosen))
    return await chosen.Run(rest);

Console.Error.WriteLine("Choose a verb:");
foreach (var (name, (summary, _)) in verbs)
    Console.Error.WriteLine($"  {name,-10} {summary}");
return 2;
