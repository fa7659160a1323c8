using System.Diagnostics.CodeAnalysis;

namespace App.Core.Results;

/// <summary>Either a value or the errors that kept it from being made, the headline first.</summary>
/// <remarks>
/// For failures a user can cause. A fault of the program throws instead. Asking a failed result for its value, or a successful one for its
/// error, is such a fault.
/// </remarks>
/// <typeparam name="T">The value of a success.</typeparam>
[SuppressMessage("Design", "CA1000:Do not declare static members on generic types", Justification = "Conversions read better than a second class of factories.")]
public sealed class Result<T>
{
    private readonly T? _value;

    private Result(T value)
    {
        _value = value;
        Errors = [];
    }

    private Result(IReadOnlyList<Error> errors)
    {
        if (errors.Count == 0)
        {
            throw new ArgumentException("A failed result needs at least one error.", nameof(errors));
        }

        Errors = errors;
    }

    /// <summary>True when there is a value.</summary>
    public bool IsSuccess => Errors.Count == 0;

    /// <summary>The errors, the headline first; empty on success.</summary>
    public IReadOnlyList<Error> Errors { get; }

    /// <summary>The headline error.</summary>
    /// <exception cref="InvalidOperationException">The result is a success.</exception>
    public Error Error => Errors.Count > 0 ? Errors[0] : throw new InvalidOperationException("A successful result has no error.");

    /// <summary>The value.</summary>
    /// <exception cref="InvalidOperationException">The result failed; the message names its errors.</exception>
    public T Value => IsSuccess ? _value! : throw new InvalidOperationException($"The result failed: {string.Join("; ", Errors)}");

    /// <summary>Wraps a value.</summary>
    public static implicit operator Result<T>(T value) => new(value);

    /// <summary>Wraps one error.</summary>
    public static implicit operator Result<T>(Error error) => new([error]);

    /// <summary>Wraps several errors, the headline first.</summary>
    public static implicit operator Result<T>(List<Error> errors) => new(errors);

    /// <summary>Wraps a value; for interface types, which conversions cannot take.</summary>
    public static Result<T> Of(T value) => new(value);

    /// <summary>Wraps several errors, the headline first.</summary>
    public static Result<T> Failed(IReadOnlyList<Error> errors) => new(errors);

    /// <summary>Folds both cases into one value.</summary>
    public TOut Match<TOut>(Func<T, TOut> success, Func<IReadOnlyList<Error>, TOut> failure)
    {
        ArgumentNullException.ThrowIfNull(success);
        ArgumentNullException.ThrowIfNull(failure);
        return IsSuccess ? success(_value!) : failure(Errors);
    }
}
