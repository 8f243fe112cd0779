using System;
using System.Collections;
using System.Collections.Generic;

namespace PrunableModels;

/// <summary>
/// What the training loop itself has to remember, by name: the epoch, the position in the data, the state of its own random numbers.
/// Written as <c>new() { { "epoch", 3 }, { "best", 0.91 }, { "order", bytes } }</c>.
/// </summary>
public sealed class CheckpointExtras : IEnumerable<KeyValuePair<string, object>>
{
    private readonly SortedDictionary<string, object> values = new(StringComparer.Ordinal);

    /// <summary>How many values there are.</summary>
    public int Count => values.Count;

    /// <summary>Adds a whole number.</summary>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public void Add(string name, long value) => values.Add(name, value);

    /// <summary>Adds a number, which comes back bit for bit unless it is not-a-number.</summary>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public void Add(string name, double value) => values.Add(name, value);

    /// <summary>Adds a text.</summary>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public void Add(string name, string value) => values.Add(name, value ?? throw new ArgumentNullException(nameof(value)));

    /// <summary>Adds bytes, which are not copied until the checkpoint is saved.</summary>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public void Add(string name, byte[] value) => values.Add(name, value ?? throw new ArgumentNullException(nameof(value)));

    /// <summary>Whether there is a value of that name.</summary>
    public bool Contains(string name) => values.ContainsKey(name);

    /// <summary>A whole number.</summary>
    /// <exception cref="KeyNotFoundException">There is no whole number of that name.</exception>
    public long GetInt64(string name) => Get<long>(name);

    /// <summary>A number.</summary>
    /// <exception cref="KeyNotFoundException">There is no number of that name; whole numbers have <see cref="GetInt64"/>.</exception>
    public double GetDouble(string name) => Get<double>(name);

    /// <summary>A text.</summary>
    /// <exception cref="KeyNotFoundException">There is no text of that name.</exception>
    public string GetString(string name) => Get<string>(name);

    /// <summary>Bytes.</summary>
    /// <exception cref="KeyNotFoundException">There are no bytes of that name.</exception>
    public byte[] GetBytes(string name) => Get<byte[]>(name);

    /// <summary>The values in the order of their names: <c>long</c>, <c>double</c>, <c>string</c> or <c>byte[]</c>.</summary>
    public IEnumerator<KeyValuePair<string, object>> GetEnumerator() => values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private T Get<T>(string name) => values.TryGetValue(name, out var value)
        ? value is T typed ? typed : throw new KeyNotFoundException($"The extra '{name}' is of type {value.GetType().Name}, not {typeof(T).Name}.")
        : throw new KeyNotFoundException($"There is no extra '{name}'; there are: {string.Join(", ", values.Keys)}.");
}
