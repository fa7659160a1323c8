using App.Benchmarks;

// dotnet run -c Release --project bench/App.Benchmarks -- <verb>
// A verb is one class with one static Run that prints its figures and returns 0 when its bound holds, so that a script can ask.
var verbs = new Dictionary<string, (string Summary, Func<int> Run)>
{
    ["parse"] = ("parse and validate 10 000 template rows against CsvHelper reading them into records; bound 1.5 ×", ParseBenchmark.Run),
};

if (args is [var verb, ..] && verbs.TryGetValue(verb, out var chosen))
    return chosen.Run();

Console.Error.WriteLine("Choose a verb:");
foreach (var (name, (summary, _)) in verbs)
    Console.Error.WriteLine($"  {name,-10} {summary}");
return 2;
