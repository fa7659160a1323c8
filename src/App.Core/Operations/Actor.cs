namespace App.Core.Operations;

/// <summary>By which way somebody acts.</summary>
public enum ActorChannel
{
    /// <summary>A page, in a browser.</summary>
    Page = 1,

    /// <summary>A program, over the API.</summary>
    Api = 2,

    /// <summary>A command on the machine: whoever may start it owns the installation.</summary>
    CommandLine = 3,
}

/// <summary>Who acts just now: for the audit trail, and for nothing else.</summary>
/// <remarks>
/// <para>Set where a request, an event of a page or a command comes in, and known wherever it leads, so that no store can forget to be told. What a user may do is not decided by it: owners are
/// handed in, as everywhere.</para>
/// <para>There is none where the application acts by itself, as in a night's calculation: what it does is told by the rows of its runs.</para>
/// </remarks>
/// <param name="UserId">The user in whose name it is done; null for somebody who has not signed in, and for a command.</param>
/// <param name="ImpersonatorId">The operator who does it through the user's eyes; null for the user.</param>
/// <param name="Channel">By which way.</param>
/// <param name="CorrelationId">What finds it in the logs; null where there is none.</param>
public sealed record Actor(Guid? UserId, Guid? ImpersonatorId, ActorChannel Channel, string? CorrelationId)
{
    private static readonly AsyncLocal<Actor?> Ambient = new();

    /// <summary>Who acts on this path of the program; null when the application does by itself.</summary>
    public static Actor? Current => Ambient.Value;

    /// <summary>Has somebody act until the answer is disposed.</summary>
    public static IDisposable Begin(Actor actor)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return Set(actor);
    }

    /// <summary>Has the application act by itself until the answer is disposed, whoever it was that set it going: for work that goes on after it was asked for.</summary>
    public static IDisposable Nobody() => Set(null);

    private static Scope Set(Actor? actor)
    {
        var before = Ambient.Value;
        Ambient.Value = actor;
        return new Scope(before);
    }

    private sealed class Scope(Actor? before) : IDisposable
    {
        public void Dispose() => Ambient.Value = before;
    }
}
