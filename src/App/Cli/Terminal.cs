using System.Text;

namespace App.Cli;

/// <summary>The person at the terminal that this process was started from, if there is one.</summary>
internal static class Terminal
{
    /// <summary>Asks for a line; null when nobody can be asked, because input comes from a file, a pipe or nowhere, or when the person has ended it.</summary>
    public static string? Ask(string question)
    {
        if (Console.IsInputRedirected)
        {
            return null;
        }

        Console.Write(question);
        return Console.ReadLine();
    }

    /// <summary>Asks for a line that is not shown while it is typed; null when nobody can be asked.</summary>
    public static string? AskSecret(string question)
    {
        if (Console.IsInputRedirected)
        {
            return null;
        }

        Console.Write(question);
        var typed = new StringBuilder();
        while (Console.ReadKey(intercept: true) is { Key: not ConsoleKey.Enter } key)
        {
            if (key.Key == ConsoleKey.Backspace)
            {
                typed.Length = Math.Max(0, typed.Length - 1);
            }
            else if (!char.IsControl(key.KeyChar))
            {
                typed.Append(key.KeyChar);
            }
        }

        Console.WriteLine();
        return typed.ToString();
    }
}
