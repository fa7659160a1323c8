using System.Globalization;

namespace App.Cli;

/// <summary>What was asked for on the command line: a verb with its own words, or nothing for the server. Options with a <c>:</c> are left for the configuration.</summary>
internal sealed class CommandLine
{
    private readonly List<string> _words = [];
    private readonly Dictionary<string, string> _options = new(StringComparer.Ordinal);

    private CommandLine(IReadOnlyList<string> hostArgs) => HostArgs = hostArgs;

    /// <summary>What is left for the configuration.</summary>
    public IReadOnlyList<string> HostArgs { get; }

    /// <summary>The verb; null to start the server.</summary>
    public Verb? Verb { get; private init; }

    /// <summary>The words after the verb.</summary>
    public IReadOnlyList<string> Words => _words;

    /// <summary>Splits the arguments.</summary>
    /// <exception cref="FormatException">The first word is no verb, or the verb knows nothing of another: what is misspelt is not left out, a dry run would be none.</exception>
    public static CommandLine Parse(IReadOnlyList<string> args)
    {
        if (args is not [var first, ..] || first.StartsWith('-') || first.Contains('='))
        {
            return new CommandLine(args);
        }

        var verb = Verbs.All.FirstOrDefault(verb => verb.Matches(args))
            ?? throw new FormatException($"“{first}” is no command. Without one the server starts; commands are:\n{string.Join("\n", Verbs.All.Select(verb => $"  {verb.Usage,-70} {verb.Summary}"))}");
        List<string> rest = [];
        var line = new CommandLine(rest) { Verb = verb };
        for (var i = verb.Name.Split(' ').Length; i < args.Count; i++)
        {
            if (!args[i].StartsWith('-') && line._words.Count < verb.MostWords)
            {
                line._words.Add(args[i]);
            }
            else if (verb.Flags.Contains(args[i]))
            {
                line._options[args[i]] = "true";
            }
            else if (verb.Options.Contains(args[i]) && i + 1 < args.Count)
            {
                line._options[args[i]] = args[++i];
            }
            else if (args[i].StartsWith("--", StringComparison.Ordinal) && args[i].Contains(':', StringComparison.Ordinal))
            {
                rest.Add(args[i]);
                if (!args[i].Contains('=', StringComparison.Ordinal) && i + 1 < args.Count)
                {
                    rest.Add(args[++i]);
                }
            }
            else
            {
                throw new FormatException(verb.Options.Contains(args[i])
                    ? $"{args[i]} needs a value: {verb.Usage}"
                    : $"“{args[i]}” is not understood. It is written: {verb.Usage}");
            }
        }

        return line;
    }

    /// <summary>True when the flag was given.</summary>
    public bool Has(string flag) => _options.ContainsKey(flag);

    /// <summary>The text of an option; null when it was not given.</summary>
    public string? Text(string option) => _options.GetValueOrDefault(option);

    /// <summary>The day of an option; null when it was not given.</summary>
    /// <exception cref="FormatException">It is no day.</exception>
    public DateOnly? Day(string option) => !_options.TryGetValue(option, out var text) ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
        : throw new FormatException($"{option} is “{text}”. Write a day as YYYY-MM-DD.");

    /// <summary>The id of an option; null when it was not given.</summary>
    /// <exception cref="FormatException">It is no id.</exception>
    public Guid? Id(string option) => !_options.TryGetValue(option, out var text) ? null
        : Guid.TryParse(text, out var id) ? id
        : throw new FormatException($"{option} is “{text}”. Give a portfolio's id, as its address shows it.");
}
