//! Lines and columns. The one module that converts between byte offsets and positions in utf-8, utf-16 or utf-32.
