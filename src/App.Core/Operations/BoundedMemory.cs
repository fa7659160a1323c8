using System.Diagnostics.CodeAnalysis;

namespace App.Core.Operations;

/// <summary>Remembers what takes long to make, for all who ask in this process, up to a size: what nobody has asked for the longest is forgotten first.</summary>
/// <remarks>
/// The key has to name all that the value follows from, so that nothing remembered is ever out of date; there is nothing to invalidate. Values are shared between
/// threads and have to be immutable. Safe for any number of threads. What is larger than the whole bound is not kept.
/// </remarks>
/// <typeparam name="TKey">What a value follows from.</typeparam>
/// <typeparam name="TValue">What is remembered.</typeparam>
/// <param name="most">The sum of sizes kept at most.</param>
/// <param name="sizeOf">How large a value is, in the unit of <paramref name="most"/>; above 0.</param>
public sealed class BoundedMemory<TKey, TValue>(long most, Func<TValue, long> sizeOf)
    where TKey : notnull
    where TValue : class
{
    private readonly Lock _lock = new();
    private readonly Dictionary<TKey, LinkedListNode<Entry>> _entries = [];
    private readonly LinkedList<Entry> _byUse = [];

    /// <summary>The sum of the sizes of what is remembered.</summary>
    public long Size { get; private set; }

    /// <summary>How many values are remembered.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _entries.Count;
            }
        }
    }

    /// <summary>Finds a value; asking keeps it from being forgotten.</summary>
    public bool TryFind(TKey key, [NotNullWhen(true)] out TValue? value)
    {
        lock (_lock)
        {
            if (!_entries.TryGetValue(key, out var node))
            {
                value = null;
                return false;
            }

            _byUse.Remove(node);
            _byUse.AddFirst(node);
            value = node.Value.Value;
            return true;
        }
    }

    /// <summary>Remembers a value in the place of the one of that key.</summary>
    public void Put(TKey key, TValue value)
    {
        var size = sizeOf(value);
        lock (_lock)
        {
            Forget(key);
            if (size > most)
            {
                return;
            }

            _entries[key] = _byUse.AddFirst(new Entry(key, value, size));
            Size += size;
            while (Size > most)
            {
                Forget(_byUse.Last!.Value.Key);
            }
        }
    }

    private void Forget(TKey key)
    {
        if (_entries.Remove(key, out var node))
        {
            _byUse.Remove(node);
            Size -= node.Value.Size;
        }
    }

    private sealed record Entry(TKey Key, TValue Value, long Size);
}
