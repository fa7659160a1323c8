using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace App.Core.Idempotency;

/// <summary>The call with a key that is being worked on here: by it the reply is stored in the transaction of the effect.</summary>
/// <remarks>
/// <para>The endpoint says how a result becomes a reply (<see cref="AnswerWith{T}"/>), the use case says with which result it will succeed (<see cref="Succeeds{T}"/>) right before its write, and the write stores the reply
/// with all else. Killed before the commit there is neither; killed after it there are both.</para>
/// <para>Known wherever the request leads, like <see cref="Operations.Actor"/>. Without a key there is none, and all of it does nothing.</para>
/// </remarks>
/// <param name="key">The key.</param>
/// <param name="attempt">This attempt at it: who takes over from a node that is gone has another, and the write of the former then fails.</param>
public sealed class IdempotentCall(IdempotencyKey key, Guid attempt)
{
    private static readonly AsyncLocal<IdempotentCall?> Ambient = new();

    private Func<object, IdempotentReply>? _reply;

    /// <summary>The call on this path of the program; null when there is none, or none with a key.</summary>
    public static IdempotentCall? Current => Ambient.Value is { _isOver: false } call ? call : null;

    private bool _isOver;

    /// <summary>The key.</summary>
    public IdempotencyKey Key => key;

    /// <summary>This attempt.</summary>
    public Guid Attempt => attempt;

    /// <summary>When the call was first made: with the key it tells the call from every other, also from one with the same key after that was forgotten.</summary>
    public DateTimeOffset StartedAt { get; set; }

    /// <summary>What an effect of more than one transaction can be known again by, whichever attempt begins it: SHA-256 in hexadecimal.</summary>
    public string Identity => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{key.OwnerId}\n{key.Route}\n{key.Value}\n{StartedAt.UtcTicks / 10}"))));

    /// <summary>The reply that the next write stores; null when nothing is to be written yet.</summary>
    public IdempotentReply? Planned { get; private set; }

    /// <summary>Works on a call until the answer is disposed; work that goes on after that has none.</summary>
    public static IDisposable Begin(IdempotentCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        Ambient.Value = call;
        return new Scope(call);
    }

    /// <summary>How a result of the use case that follows is answered.</summary>
    public static void AnswerWith<T>(Func<T, IdempotentReply> reply)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(reply);
        if (Current is { } call)
        {
            call._reply = result => reply((T)result);
        }
    }

    /// <summary>With what the use case succeeds, if the write that follows is committed.</summary>
    public static void Succeeds<T>(T result)
        where T : notnull
    {
        if (Current is { _reply: { } reply } call)
        {
            call.Planned = reply(result);
        }
    }

    private sealed class Scope(IdempotentCall call) : IDisposable
    {
        public void Dispose()
        {
            call._isOver = true;
            Ambient.Value = null;
        }
    }
}
