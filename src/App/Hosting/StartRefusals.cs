using System.Data.Common;

namespace App.Hosting;

/// <summary>Which faults of a start are the operator's to mend, and what is said of them: a line instead of a stack trace.</summary>
internal static class StartRefusals
{
    /// <summary>From now on a refusal that nobody has caught ends the process with its message and its code.</summary>
    public static void TellInsteadOfCrashing() => AppDomain.CurrentDomain.UnhandledException += (_, unhandled) =>
    {
        if (unhandled.ExceptionObject is Exception exception && Of(exception) is var (exitCode, message))
        {
            Console.Error.WriteLine(message);
            Environment.Exit(exitCode);
        }
    };

    /// <summary>The exit code and the message; null for a fault of the program, which is to be seen whole.</summary>
    public static (int ExitCode, string Message)? Of(Exception exception) => exception switch
    {
        StartRefusedException refused => (refused.ExitCode, refused.Message),
        FormatException format => (StartRefusedException.BadConfiguration, format.Message),
        _ when Database(exception) is { } cause => (StartRefusedException.NoDatabase, $"The database cannot be used: {cause.Message.TrimEnd('.')}. See ConnectionStrings:Ballast, and whether the server runs."),
        UnauthorizedAccessException denied => (StartRefusedException.NoDatabase, $"{denied.Message} The user that runs this has to be able to write to the folder of its data (ConnectionStrings:Ballast)."),
        _ => null,
    };

    private static Exception? Database(Exception? fault)
    {
        for (; fault is not null; fault = fault.InnerException)
        {
            if (fault is DbException or TimeoutException)
            {
                return fault;
            }
        }

        return null;
    }
}
