namespace App.Cli;

/// <summary>The person at the terminal, if there is one.</summary>
internal interface ITerminal
{
    /// <summary>False when nobody can be asked: input comes from a file, a pipe or nowhere.</summary>
    bool IsInteractive { get; }

    /// <summary>Asks for a line; null when the person has ended the input.</summary>
    string? Ask(string question);

    /// <summary>Asks for a line that is not shown while it is typed.</summary>
    string? AskSecret(string question);
}

/// <summary>The console this process was started from.</summary>
internal sealed class ConsoleTerminal : ITerminal
{
    public bool IsInteractive => !Console.IsInputRedirected;

    public string? Ask(string question)
    {
        Console.Write(question);
        return Console.ReadLine();
    }

    public string? AskSecret(string question)
    {
        Console.Write(question);
        var typed = new System.Text.StringBuilder();
        while (true)
        {
            var key = Console.ReadKey(intercept: true);
            switch (key.Key)
            {
                case ConsoleKey.Enter:
                    Console.WriteLine();
                    return typed.ToString();
                case ConsoleKey.Backspace when typed.Length > 0:
                    typed.Length--;
                    break;
                default:
                    if (!char.IsControl(key.KeyChar))
                    {
                        typed.Append(key.KeyChar);
                    }

                    break;
            }
        }
    }
}
